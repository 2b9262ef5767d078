// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../model/json.ts';
import type { ObjectRef, Origin } from '../model/object.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Remedy, Severity } from './check.ts';

/** A failed or unknown verdict at one place of one object. */
export interface Finding {
  readonly check: string;
  readonly verdict: 'fail' | 'unknown';
  readonly severity: Severity;
  readonly object: ObjectRef;
  readonly origin: Origin;
  /** Pointer from the object to what is there: the field, or the nearest parent of one that is absent. */
  readonly path: Pointer;
  /** What is missing below `path`: ['securityContext', 'privileged']. Empty where the field itself is there. */
  readonly absent: readonly string[];
  readonly reason: string;
  readonly detail: string;
  readonly evidence?: Json;
  readonly remedy?: Remedy;
  /** What stands at this place is a credential: no output may quote it. */
  readonly confidential?: true;
  /** The more specific check that says the same of the same place: the cause is told there. */
  readonly sameCauseAs?: string;
  /** For unknown: the evidence or permission that would decide it. */
  readonly missing?: string;
}

/** How many objects a check passed, failed and could not decide; objects it does not apply to are not counted. */
export interface Tally {
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
}

export interface Evaluation {
  readonly findings: readonly Finding[];
  /** By check id; every check that was asked has an entry, be it of zeros. */
  readonly tallies: ReadonlyMap<string, Tally>;
}
