// SPDX-License-Identifier: Apache-2.0
import type { Foothold } from './foothold.ts';
import type { PodsOf, World } from './world.ts';

const indices = new WeakMap<World, ReadonlyMap<string, readonly PodsOf[]>>();

/** The workloads with a pod of this name, in a namespace or anywhere. */
export function podsNamed(name: string, scope: string, world: World): Foothold[] {
  const index = indices.get(world) ?? indexOf(world);
  indices.set(world, index);
  return (index.get(name) ?? []).filter(({ namespace }) => scope === '' || namespace === scope).map(({ foothold }) => foothold);
}

function indexOf({ pods }: World): ReadonlyMap<string, readonly PodsOf[]> {
  const index = new Map<string, PodsOf[]>();
  for (const one of pods) {
    for (const name of namesOf(one)) {
      const others = index.get(name);
      if (others === undefined) index.set(name, [one]);
      else others.push(one);
    }
  }
  return index;
}

/** Without live pods, those of a StatefulSet have names that are known all the same. */
function namesOf({ podNames, workload: { object } }: PodsOf): readonly string[] {
  return podNames.length === 0 && object.kind === 'StatefulSet' ? [`${object.name}-0`] : podNames;
}
