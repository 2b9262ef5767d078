// SPDX-License-Identifier: Apache-2.0
// Rules of policies that others make needless or void, as the engine says. Files may leave out pods: there only what holds whatever pods
// there are; a cluster shows all of its pods.
import { type Covered, coveredRules, type RulePlace } from '../../engines/network/index.ts';
import { type Inventory, objectsNamed } from '../../model/inventory.ts';
import { groupOf, type KubernetesObject, type Origin } from '../../model/object.ts';
import { flowRules, isOnlyDns } from './flow-rules.ts';
import { perInventory } from './per-inventory.ts';
import { perObject } from './per-object.ts';
import { networkOf } from './reachability.ts';

const byPolicy = perInventory((inventory): ReadonlyMap<KubernetesObject, readonly Covered[]> => {
  const isCluster = inventory.cluster !== undefined;
  const covered = coveredRules(networkOf(inventory), { structural: !isCluster, together: isCluster ? () => true : togetherIn(inventory) });
  return Map.groupBy(covered, ({ policy }) => policy);
});

/** Folders hold what is applied to different clusters: policies belong together by their namespace, or by their folder. */
function togetherIn(inventory: Inventory): (a: KubernetesObject, b: KubernetesObject) => boolean {
  const placeOf = perObject(({ kind, apiVersion, namespace, name, origin }: KubernetesObject) => ({
    isOnly: objectsNamed(inventory, kind, groupOf(apiVersion), namespace, name).length === 1,
    folder: folderOf(origin),
  }));
  return (a, b) => {
    if (a === b) return true;
    const [place, other] = [placeOf(a), placeOf(b)];
    return place.isOnly && other.isOnly && ((a.namespace !== '' && a.namespace === b.namespace) || place.folder === other.folder);
  };
}

function folderOf(origin: Origin): string {
  return origin.kind === 'file' ? origin.source.slice(0, origin.source.lastIndexOf('/') + 1) : '';
}

/** Those where the other rule does the same: all but rules about DNS, which policies repeat so that each can stand alone. */
export function redundantRules(inventory: Inventory, object: KubernetesObject): readonly Covered[] {
  const dns = new Set(flowRules(object).flatMap((rule) => (isOnlyDns(rule) ? rule.pointer : [])));
  return coveredIn(inventory, object).filter(({ action, by, pointer }) => action === by.action && !dns.has(pointer));
}

/** Those where the other rule does something else. */
export function overruledRules(inventory: Inventory, object: KubernetesObject): readonly Covered[] {
  return coveredIn(inventory, object).filter(({ action, by }) => action !== by.action);
}

function coveredIn(inventory: Inventory, object: KubernetesObject): readonly Covered[] {
  return byPolicy(inventory).get(object) ?? [];
}

/** A rule as it is told to people, as seen from a policy. */
export function ruleText({ policy, pointer }: RulePlace, from: KubernetesObject): string {
  const path = pointer
    .slice(1)
    .replaceAll(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.');
  return policy === from ? path : `${path} of ${policy.kind} ${policy.name}`;
}
