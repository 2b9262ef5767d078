// SPDX-License-Identifier: Apache-2.0
import type { Inventory } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Effect } from '../change/change.ts';
import { identityOf } from '../change/identity.ts';
import { type Reference, referencesOf, referencesOfPods } from './references.ts';

export interface BrokenReference {
  readonly object: KubernetesObject;
  readonly reference: Reference;
}

/** What stays and needs what a change takes away. */
export function brokenReferences(effects: readonly Effect[], after: Inventory): BrokenReference[] {
  const removed = new Set(effects.flatMap((effect) => (effect.kind === 'removed' ? identityOf(effect.before) : [])));
  if (removed.size === 0) return [];
  const broken = (object: KubernetesObject, references: readonly Reference[]): BrokenReference[] =>
    references.filter(({ to }) => removed.has(identityOf(to))).map((reference) => ({ object, reference }));
  return [
    ...after.workloads.flatMap((workload) => broken(workload.object, referencesOfPods(workload))),
    ...after.objects.flatMap((object) => broken(object, referencesOf(object))),
  ];
}
