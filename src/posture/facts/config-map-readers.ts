// SPDX-License-Identifier: Apache-2.0
// Who reads a ConfigMap: the workloads of its namespace that mount it.
import type { Inventory } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Workload } from '../../model/workload.ts';
import { perInventory } from './per-inventory.ts';

const byConfigMap = perInventory(({ workloads }) => {
  const readers = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const { object, spec } = workload;
    for (const name of new Set((spec.volumes ?? []).flatMap(({ configMap }) => configMap?.name ?? []))) {
      const key = `${object.namespace}/${name}`;
      const found = readers.get(key);
      if (found === undefined) readers.set(key, [workload]);
      else found.push(workload);
    }
  }
  return readers;
});

/** In the order of the inventory. */
export function workloadsMounting({ namespace, name }: KubernetesObject, inventory: Inventory): readonly Workload[] {
  return byConfigMap(inventory).get(`${namespace}/${name}`) ?? [];
}
