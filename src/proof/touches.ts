// SPDX-License-Identifier: Apache-2.0
import { kindOf, type KubernetesObject } from '../model/object.ts';
import { workloadsOf } from '../model/workloads.ts';
import type { Effect } from './change/change.ts';

/** Whether a change touches something that an engine looks at. */
export function touches(effects: readonly Effect[], kinds: ReadonlySet<string>): boolean {
  return effects.some((effect) => kinds.has(kindOf(objectOf(effect))));
}

/** Whether a change touches workloads, be they of a kind that somebody else defines. */
export function touchesWorkloads(effects: readonly Effect[]): boolean {
  return effects.some((effect) => workloadsOf([objectOf(effect)]).length > 0);
}

function objectOf(effect: Effect): KubernetesObject {
  return effect.kind === 'removed' ? effect.before : effect.after;
}
