// SPDX-License-Identifier: Apache-2.0
// Where the roles, rules and bindings of an answer are written.
import { type Binding, bootstrapRoles, type Grant, type PolicyRule, type Role } from '../../engines/rbac/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { perInventory } from '../../posture/facts/per-inventory.ts';
import { placedBindings, placedRoles } from '../../posture/facts/rbac.ts';

export interface Place {
  readonly object: KubernetesObject;
  readonly path: Pointer;
}

const rulePlaces = perInventory((inventory) => {
  const places = new Map<PolicyRule, Place>();
  for (const { object, role } of placedRoles(inventory))
    role.rules.forEach((rule, index) => places.set(rule, { object, path: `/rules/${index}` }));
  return places;
});

const bindingPlaces = perInventory((inventory) => new Map(placedBindings(inventory).map(({ object, binding }) => [binding, object])));

/** Where a rule is written; of an aggregated role in the one that it was gathered from. Undefined for what Kubernetes brings itself. */
export function placeOfRule(inventory: Inventory, { rule }: Pick<Grant, 'rule'>): Place | undefined {
  return rulePlaces(inventory).get(rule);
}

export function placeOfBinding(inventory: Inventory, binding: Binding): Place | undefined {
  const object = bindingPlaces(inventory).get(binding);
  return object && { object, path: '' };
}

export function isBuiltInRole(inventory: Inventory, { namespace, name }: Role): boolean {
  return bootstrapRoles(inventory.version).has(`${namespace}/${name}`);
}

/** Whether a role that is not in the inventory is not there at all: a live cluster has shown all of its roles. */
export function knowsAllRoles({ cluster, gaps, problems }: Inventory): boolean {
  return (
    cluster !== undefined &&
    problems.length === 0 &&
    !gaps.some(({ kind, apiVersion }) => kind.endsWith('Role') && apiVersion.startsWith('rbac.authorization.k8s.io/'))
  );
}
