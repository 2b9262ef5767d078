// SPDX-License-Identifier: Apache-2.0
// Events and bytes added up. What a log does not have is counted, and estimated from what else of the log has it.

/** Bytes of one kind of body, by what was asked: the mean stands for those that were not recorded. */
export class BodySizes {
  readonly #sums = new Map<string, { bytes: number; bodies: number }>();

  add(key: string, bytes: number): void {
    const sum = this.#sums.get(key);
    if (sum !== undefined) {
      sum.bytes += bytes;
      sum.bodies += 1;
    } else if (this.#sums.size < mostKeys) this.#sums.set(key, { bytes, bodies: 1 });
  }

  /** Undefined where no body of this kind was recorded. */
  mean(key: string): number | undefined {
    const sum = this.#sums.get(key);
    return sum === undefined ? undefined : sum.bytes / sum.bodies;
  }
}

/** Kinds of requests that are told apart; a log with more of them is not of a cluster. */
const mostKeys = 5000;

/** What a part of a log would come to under a policy. */
export interface Volume {
  /** Events of the log that would be recorded, and those that would not. */
  readonly recorded: number;
  readonly dropped: number;
  /** Events that the log does not have and that would be recorded, such as a stage that it leaves out. */
  readonly added: number;
  /** Bytes that are surely written for recorded events: all but the bodies below. */
  readonly bytes: number;
  /** Further bytes that the log does not tell, estimated from what it tells of the same kind. */
  readonly estimatedBytes: number;
  /** Bodies that would be written, of which the log has none of the kind: of their size nothing is known. */
  readonly unknownBodies: number;
}

export class VolumeCount {
  recorded = 0;
  dropped = 0;
  bytes = 0;
  /** Bodies that are in the log with more than would be written. */
  atMostBytes = 0;
  /** Of requests that ended, and of the stages that the log has of them: how many, and their bytes without bodies. */
  ended = 0;
  endedBytes = 0;
  lastingEnded = 0;
  received = 0;
  lastingStarted = 0;
  readonly #missing = new Map<string, number>();

  /** A body that would be written and is not in the log. */
  miss(key: string): void {
    const known = this.#missing.has(key) || this.#missing.size < mostKeys;
    const held = known ? key : '';
    this.#missing.set(held, (this.#missing.get(held) ?? 0) + 1);
  }

  /** `stages`: whether events of these would be recorded that the log may lack. */
  result(sizes: BodySizes, stages: { readonly received: boolean; readonly started: boolean }): Volume {
    let [estimated, unknownBodies] = [this.atMostBytes, 0];
    for (const [key, count] of this.#missing) {
      const mean = sizes.mean(key);
      if (mean === undefined) unknownBodies += count;
      else estimated += mean * count;
    }
    const added =
      (stages.received ? Math.max(0, this.ended - this.received) : 0) +
      (stages.started ? Math.max(0, this.lastingEnded - this.lastingStarted) : 0);
    const { recorded, dropped, bytes } = this;
    const perEvent = this.ended === 0 ? 0 : this.endedBytes / this.ended;
    return { recorded, dropped, added, bytes, estimatedBytes: Math.round(estimated + added * perEvent), unknownBodies };
  }
}
