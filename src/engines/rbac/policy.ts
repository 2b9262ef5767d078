// SPDX-License-Identifier: Apache-2.0
import type { Selector } from '../../model/selector.ts';
import type { PolicyRule } from './rule.ts';
import type { Subject } from './subject.ts';

export interface Role {
  /** '' for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly rules: readonly PolicyRule[];
  /** The clusterRoleSelectors of an aggregated ClusterRole; absent where the role says its rules itself. */
  readonly aggregates?: readonly Selector[];
}

export interface RoleRef {
  /** Role or ClusterRole; of any other kind the binding grants nothing. */
  readonly kind: string;
  readonly name: string;
}

export interface Binding {
  /** '' for a ClusterRoleBinding. */
  readonly namespace: string;
  readonly name: string;
  readonly subjects: readonly Subject[];
  readonly roleRef: RoleRef;
}

/** Roles and bindings, indexed for the questions of authorize.ts. */
export interface Policy {
  readonly roles: ReadonlyMap<string, Role>;
  readonly clusterBindings: readonly Binding[];
  readonly bindingsByNamespace: ReadonlyMap<string, readonly Binding[]>;
}

/** Of several roles with one name the first counts. */
export function createPolicy(roles: readonly Role[], bindings: readonly Binding[]): Policy {
  const byName = new Map<string, Role>();
  for (const role of roles) {
    const key = keyOf(role.namespace, role.name);
    if (!byName.has(key)) byName.set(key, role);
  }
  return {
    roles: byName,
    clusterBindings: bindings.filter(({ namespace }) => namespace === ''),
    bindingsByNamespace: Map.groupBy(
      bindings.filter(({ namespace }) => namespace !== ''),
      ({ namespace }) => namespace,
    ),
  };
}

/** The role a binding refers to; undefined where there is none, so that the binding grants nothing until somebody makes it. */
export function roleOf(policy: Policy, { namespace, roleRef }: Binding): Role | undefined {
  if (roleRef.kind === 'ClusterRole') return policy.roles.get(keyOf('', roleRef.name));
  // A ClusterRoleBinding has no namespace to find a Role in.
  return roleRef.kind === 'Role' && namespace !== '' ? policy.roles.get(keyOf(namespace, roleRef.name)) : undefined;
}

/** Whether the reference of a binding can lead to a role at all; where it leads to none, somebody may still make it. */
export function mayFindRole({ namespace, roleRef }: Binding): boolean {
  return roleRef.kind === 'ClusterRole' || (roleRef.kind === 'Role' && namespace !== '');
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
