// SPDX-License-Identifier: Apache-2.0
// Ingress rules that let strangers in, and the workloads that they open, as the engine says of all policies together.
import { type Opening, openingsOf, type Strangers } from '../../engines/network/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { displayName, type KubernetesObject } from '../../model/object.ts';
import type { Evaluate } from '../check.ts';
import { advised } from './advice.ts';
import { perInventory } from './per-inventory.ts';
import { networkOf } from './reachability.ts';

const byPolicy = perInventory(
  (inventory): ReadonlyMap<KubernetesObject, readonly Opening[]> => Map.groupBy(openingsOf(networkOf(inventory)), ({ policy }) => policy),
);

/** Ports that are told before the others are counted. */
const told = 4;

const strangersText: Readonly<Record<Strangers, string>> = {
  anybody: 'anybody, outside the cluster too,',
  'every pod': 'every pod of every namespace',
  'every address': 'every address, on the Internet too,',
};

/**
 * Behaviour of a check on rules that open ports to strangers. `opened` names the ports at fault of one opening; what its receiver is called is
 * put behind them.
 */
export function onOpenings(
  opened: (opening: Opening, inventory: Inventory) => readonly string[],
  reason: string,
  advice: string,
): Evaluate<KubernetesObject> {
  return (object, { inventory }) => {
    const byRule = Map.groupBy(byPolicy(inventory).get(object) ?? [], ({ pointer }) => pointer);
    return [...byRule].flatMap(([pointer, openings]) => {
      const names = [
        ...new Set(
          openings.flatMap((opening) => {
            const { workload, object: endpoint } = opening.receiver;
            return opened(opening, inventory).map((port) => `${port} of ${displayName(workload?.object ?? endpoint)}`);
          }),
        ),
      ];
      const [first] = openings;
      if (first === undefined || names.length === 0) return [];
      const more = names.length > told ? ` and ${names.length - told} more` : '';
      return [advised(pointer, reason, `${strangersText[first.to]} may connect to ${names.slice(0, told).join(', ')}${more}`, advice)];
    });
  };
}
