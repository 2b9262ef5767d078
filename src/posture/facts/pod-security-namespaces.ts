// SPDX-License-Identifier: Apache-2.0
// Which level Pod Security admission enforces in each namespace: its labels, else the cluster's defaults.
import { type AdmissionConfiguration, type Level, policyOf, readConfiguration } from '../../engines/pod-security/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { pointer } from '../../model/pointer.ts';
import type { FactPlace } from '../question.ts';
import { namespacePlace, namespacesOf } from './namespaces.ts';
import { perInventory } from './per-inventory.ts';

const label = 'pod-security.kubernetes.io/enforce';

export interface EnforcedNamespace {
  readonly level: Level;
  readonly place: FactPlace;
}

/** The cluster's own settings of Pod Security admission, where a file of the input has them. */
const podSecurityDefaults = perInventory(
  (inventory): { readonly object: KubernetesObject; readonly settings: AdmissionConfiguration } | undefined => {
    for (const object of inventory.configurations) {
      const settings = readConfiguration(object.body, inventory.version);
      if (settings !== undefined) return { object, settings };
    }
    return undefined;
  },
);

/** Namespaces whose labels are known, with the level in force. */
export const enforcedNamespaces = perInventory((inventory): readonly EnforcedNamespace[] => {
  const settings = podSecurityDefaults(inventory)?.settings;
  return namespacesOf(inventory).flatMap((namespace) => {
    const { name, object, workloads } = namespace;
    if (object === undefined) return [];
    const isExempt = settings?.exemptions.namespaces.includes(name) === true;
    const { level } = policyOf(object.labels, settings?.defaults).policy.enforce;
    const said = object.labels[label] === undefined ? `not labelled, so ${level}` : level;
    const detail = `${isExempt ? 'exempt from Pod Security' : said}, ${workloads.length} workload${workloads.length === 1 ? '' : 's'}`;
    return namespacePlace(namespace, pointer('metadata', 'labels', label), detail).map((place) => ({
      level: isExempt ? 'privileged' : level,
      place,
    }));
  });
});

/** The cluster's own settings of Pod Security admission; undefined where the input has none. */
export function podSecuritySettings(inventory: Inventory): AdmissionConfiguration | undefined {
  return podSecurityDefaults(inventory)?.settings;
}

/** What the cluster does with namespaces without labels, as evidence. */
export function defaultPlaces(inventory: Inventory): FactPlace[] {
  const found = podSecurityDefaults(inventory);
  if (found === undefined) return [];
  return [{ object: found.object, path: '', detail: `enforces ${found.settings.defaults.enforce.level} where a namespace has no label` }];
}
