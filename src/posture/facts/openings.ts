// SPDX-License-Identifier: Apache-2.0
// Ingress rules that let strangers in, and the workloads that they open, as the engine says of all policies together.
import { type Opening, openingsOf, type Strangers } from '../../engines/network/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { perInventory } from './per-inventory.ts';
import { networkOf } from './reachability.ts';

const byPolicy = perInventory(
  (inventory): ReadonlyMap<KubernetesObject, readonly Opening[]> => Map.groupBy(openingsOf(networkOf(inventory)), ({ policy }) => policy),
);

/** What a policy opens to strangers, by rule. */
export function openingsBy(inventory: Inventory, object: KubernetesObject): ReadonlyMap<string, readonly Opening[]> {
  return Map.groupBy(byPolicy(inventory).get(object) ?? [], ({ pointer }) => pointer);
}

export const strangersText: Readonly<Record<Strangers, string>> = {
  anybody: 'anybody, outside the cluster too,',
  'every pod': 'every pod of every namespace',
  'every address': 'every address, on the Internet too,',
};
