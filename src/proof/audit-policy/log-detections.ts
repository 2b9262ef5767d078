// SPDX-License-Identifier: Apache-2.0
// Which events of a log are the input of which detection, as it was recorded and as another policy would record it.
import { type AuditDecision, type AuditRequest, compareAuditLevels } from '../../engines/audit-policy/index.ts';
import type { AuditEvent } from '../../model/audit/event.ts';
import { type Detection, type DetectionInput, detections, isInput } from '../../posture/audit/detections.ts';
import { suffices } from '../../posture/audit/judged-policy.ts';
import { targetOf } from '../../posture/facts/audit-policy.ts';

export interface DetectionInLog {
  readonly detection: Detection;
  /** Events of its input that are in the log with what it needs. */
  readonly usable: number;
  /** Of these, whose requests the other policy would not record with what it needs. */
  readonly lost: number;
  /** Events that the log has with too little, and that would be recorded with enough. */
  readonly gained: number;
  /** Where the first that would be lost stands. */
  readonly example?: { readonly source: string; readonly line: number; readonly rule: number | undefined };
}

interface Count {
  readonly detection: Detection;
  usable: number;
  lost: number;
  gained: number;
  example?: NonNullable<DetectionInLog['example']>;
}

export class LogDetections {
  readonly #counts: readonly Count[] = detections.map((detection) => ({ detection, usable: 0, lost: 0, gained: 0 }));
  /** What could be the input of some detection, by verb. */
  readonly #byVerb = new Map<string, { readonly input: DetectionInput; readonly count: Count }[]>();

  constructor() {
    for (const count of this.#counts) {
      for (const input of count.detection.inputs) {
        for (const verb of input.verbs) this.#byVerb.set(verb, [...(this.#byVerb.get(verb) ?? []), { input, count }]);
      }
    }
  }

  add(event: AuditEvent, request: AuditRequest, decision: AuditDecision, source: string, line: number): void {
    const candidates = this.#byVerb.get(request.verb);
    if (candidates === undefined) return;
    const asked = {
      request,
      target: request.resource === undefined ? '' : targetOf(request),
      isImpersonating: event.impersonatedUser !== undefined,
    };
    const level = event.level === '' ? 'Metadata' : event.level;
    let last: Count | undefined;
    for (const { input, count } of candidates) {
      // One event is one input of a detection, whichever of its kinds it is.
      if (count === last || !isInput(input, asked)) continue;
      last = count;
      if (!input.stages.includes(event.stage)) continue;
      const isKept = suffices(decision, input.level, input.stages);
      if (compareAuditLevels(level, input.level) < 0) count.gained += isKept ? 1 : 0;
      else {
        count.usable += 1;
        if (isKept) continue;
        count.lost += 1;
        count.example ??= { source, line, rule: decision.rule };
      }
    }
  }

  result(): DetectionInLog[] {
    return this.#counts.map((count) => ({ ...count }));
  }
}
