// SPDX-License-Identifier: Apache-2.0
// Many sources at once: by what they do first.
import type { EdgeKind } from './edge.ts';
import type { Reached } from './search.ts';
import { toldSteps } from './told.ts';

export interface FirstStep {
  readonly kind: EdgeKind;
  /** Nearest first. */
  readonly reached: readonly Reached[];
}

/** The most frequent first; sources that are the goal themselves are left out. */
export function byFirstStep(reached: readonly Reached[]): FirstStep[] {
  const groups = new Map<EdgeKind, Reached[]>();
  for (const one of reached) {
    const [first] = toldSteps(one.paths[0] ?? []);
    if (first === undefined) continue;
    const known = groups.get(first.kind);
    if (known === undefined) groups.set(first.kind, [one]);
    else known.push(one);
  }
  return [...groups]
    .map(([kind, own]) => ({ kind, reached: own.toSorted((a, b) => Number(b.isSure) - Number(a.isSure) || a.steps - b.steps) }))
    .toSorted((a, b) => b.reached.length - a.reached.length);
}
