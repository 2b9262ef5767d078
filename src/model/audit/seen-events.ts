// SPDX-License-Identifier: Apache-2.0
// Which events were read before: rotated files overlap, and collectors send again. A client may choose the auditID of its request, so that
// it alone never makes an event a repetition: the times are compared as well.
import type { AuditEvent } from './event.ts';

/** Events that are remembered at least, and at most twice as many: 32 MB. */
const mostRemembered = 1 << 20;

/** Remembers events by 52 bits of a hash of what tells them apart: of a million events two are mixed up in one log of eight thousand. */
export class SeenEvents {
  readonly #remembered: number;
  #recent = new HashSet();
  #older = new HashSet();

  constructor(remembered = mostRemembered) {
    this.#remembered = remembered;
  }

  /** Whether this event was added before; adds it. */
  add({ auditID, stage, stageTimestamp, requestReceivedTimestamp }: AuditEvent): boolean {
    const hash = hashOf(`${auditID} ${stage} ${stageTimestamp} ${requestReceivedTimestamp}`);
    if (this.#older.has(hash)) return true;
    if (!this.#recent.add(hash)) return true;
    if (this.#recent.size >= this.#remembered) {
      this.#older = this.#recent;
      this.#recent = new HashSet();
    }
    return false;
  }
}

/** A set of numbers above 0: open addressing, at most half full. */
class HashSet {
  #slots = new Float64Array(1 << 10);
  size = 0;

  has(hash: number): boolean {
    return this.#slots[this.#slotOf(hash)] === hash;
  }

  /** False where it was there. */
  add(hash: number): boolean {
    const slot = this.#slotOf(hash);
    if (this.#slots[slot] === hash) return false;
    this.#slots[slot] = hash;
    this.size += 1;
    if (this.size * 2 > this.#slots.length) this.#grow();
    return true;
  }

  #slotOf(hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = (hash % 0x1_0000_0000) & mask;
    while (this.#slots[slot] !== 0 && this.#slots[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Float64Array(before.length * 2);
    for (const hash of before) if (hash !== 0) this.#slots[this.#slotOf(hash)] = hash;
  }
}

/** 52 bits, never 0. Two hashes in the manner of FNV, mixed at the end: nothing here has to withstand somebody who looks for collisions. */
function hashOf(text: string): number {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
    b ^= b >>> 15;
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  a ^= a >>> 13;
  return (b & 0xfffff) * 0x1_0000_0000 + (a >>> 0) + 1;
}
