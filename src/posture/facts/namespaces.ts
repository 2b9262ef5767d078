// SPDX-License-Identifier: Apache-2.0
// The namespaces that an inventory knows of, by their own objects or by what is in them.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Workload } from '../../model/workload.ts';
import type { FactPlace } from '../question.ts';
import { perInventory } from './per-inventory.ts';

export interface NamespaceInUse {
  /** '' for what names no namespace: it goes where it is applied. */
  readonly name: string;
  /** Absent where the input has only what is in the namespace. */
  readonly object?: KubernetesObject;
  readonly workloads: readonly Workload[];
}

/** Kubernetes makes these in every cluster, and keeps no Pods in them. */
const withoutPods: ReadonlySet<string> = new Set(['kube-public', 'kube-node-lease']);

/** By name; those of Kubernetes that never hold anything are left out while they hold nothing. */
export const namespacesOf = perInventory((inventory): readonly NamespaceInUse[] => {
  const objects = new Map(objectsOfKind(inventory, 'Namespace', '').map((object) => [object.name, object]));
  const workloads = Map.groupBy(inventory.workloads, ({ object }) => object.namespace);
  return [...new Set([...objects.keys(), ...workloads.keys()])]
    .toSorted()
    .map((name) => {
      const object = objects.get(name);
      return { name, workloads: workloads.get(name) ?? [], ...(object === undefined ? {} : { object }) };
    })
    .filter(({ name, workloads: held }) => held.length > 0 || !withoutPods.has(name));
});

/** A namespace as evidence: at its object, else at the first workload in it. */
export function namespacePlace({ name, object, workloads }: NamespaceInUse, path: string, detail: string): FactPlace[] {
  if (object !== undefined) return [{ object, path, detail }];
  const first = workloads[0]?.object;
  return first === undefined ? [] : [{ object: first, path: '/metadata/namespace', detail: `${namespaceName(name)}: ${detail}` }];
}

function namespaceName(name: string): string {
  return name === '' ? 'no namespace named' : `namespace ${name}`;
}

/** The namespaces whose labels are not known, as what is missing. */
export function namespacesUnseen(inventory: Inventory): string[] {
  if (namespacesOf(inventory).length === 0) return ['the Namespace objects'];
  const names = namespacesOf(inventory).flatMap(({ name, object }) => (object === undefined && name !== '' ? name : []));
  if (names.length === 0) return [];
  const shown = names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
  return [`the Namespace objects of ${shown}`];
}
