// SPDX-License-Identifier: Apache-2.0
import { jointEdge, type Rights, type Target, type Use } from '../right-edge.ts';
import {
  bindClusterRoles,
  bindRoles,
  changeClusterBindings,
  changeRoleBindings,
  createClusterBindings,
  createRoleBindings,
} from '../rbac-permissions.ts';
import { holdsName, type Names, type Permission } from '../rights.ts';
import type { Binding } from '../../../engines/rbac/index.ts';
import type { Foothold } from '../foothold.ts';
import type { World } from '../world.ts';

export const bind = jointEdge({
  id: 'bind',
  title: 'Bind a role to oneself',
  reason: 'Whoever writes a binding must hold all that its role grants, unless the verb bind on that role lifts the demand.',
  condition:
    'Without bind a writer of bindings only passes on what he has, so that alone is no edge. In a binding that is there only subjects change.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-binding-creation-or-update'],
  permissions: [bindClusterRoles, bindRoles, createClusterBindings, changeClusterBindings, createRoleBindings, changeRoleBindings],
  targetsOf: (rights, scope, world) => [
    ...(scope === '' ? everywhere(rights, world) : []),
    ...inNamespace(rights, scope, world, bindClusterRoles, 'ClusterRole'),
    ...inNamespace(rights, scope, world, bindRoles, 'Role'),
  ],
});

function everywhere(rights: Rights, world: World): Target[] {
  const bindable = rights.names(bindClusterRoles, '');
  if (bindable === undefined) return [];
  const to = (name: string, by: Use): Target[] =>
    roleTargets(world, 'ClusterRole', name, '', [{ permission: bindClusterRoles, scope: '', name }, by]);
  const changed = rights.names(changeClusterBindings, '');
  const created: Use = { permission: createClusterBindings, scope: '' };
  const wanted = bindable === 'every' ? ['cluster-admin'] : [...bindable];
  return [
    ...(rights.names(createClusterBindings, '') === undefined ? [] : wanted.flatMap((name) => to(name, created))),
    ...(changed === undefined ? [] : changeable(world, '', changed, bindable, 'ClusterRole')).flatMap(({ role, binding }) =>
      to(role, { permission: changeClusterBindings, scope: '', name: binding }),
    ),
  ];
}

function inNamespace(rights: Rights, scope: string, world: World, permission: Permission, kind: 'ClusterRole' | 'Role'): Target[] {
  const bindable = rights.names(permission, scope);
  if (bindable === undefined) return [];
  const created: Use = { permission: createRoleBindings, scope };
  const creates = rights.names(createRoleBindings, scope) !== undefined;
  const changed = rights.names(changeRoleBindings, scope);
  const scopes = scope === '' ? world.namespaces : [scope];
  const any: Target[] = [
    {
      to: hubFor(world, kind, scope),
      how: `may bind any ${kind} to itself${scope === '' ? '' : ` in ${scope}`}`,
      uses: [{ permission, scope }, created],
    },
  ];
  const named = bindable === 'every' ? [] : [...bindable];
  return [
    ...(creates && bindable === 'every' ? any : []),
    ...(creates ? scopes : []).flatMap((namespace) =>
      named.flatMap((name) => roleTargets(world, kind, name, namespace, [{ permission, scope, name }, created])),
    ),
    ...(changed === undefined ? [] : scopes).flatMap((namespace) =>
      changeable(world, namespace, changed, bindable, kind).flatMap(({ role, binding }) =>
        roleTargets(world, kind, role, namespace, [
          { permission, scope, name: role },
          { permission: changeRoleBindings, scope, name: binding },
        ]),
      ),
    ),
  ];
}

function hubFor({ footholds }: World, kind: 'ClusterRole' | 'Role', scope: string): Foothold {
  if (kind === 'Role') return footholds.roles(scope);
  return scope === '' ? footholds.anyNamespace() : footholds.everything(scope);
}

function roleTargets({ holdingOf }: World, kind: string, name: string, scope: string, uses: readonly Use[]): Target[] {
  const holding = holdingOf(kind, name, scope);
  return holding === undefined
    ? []
    : [{ to: holding.foothold, how: `may bind ${kind} ${name} to itself${scope === '' ? '' : ` in ${scope}`}`, uses }];
}

const byScope = new WeakMap<World, ReadonlyMap<string, readonly Binding[]>>();

/** The bindings that may be changed, of the roles that may be bound. The API server itself binds cluster-admin, so that there is one. */
function changeable(world: World, scope: string, changed: Names | undefined, bindable: Names, kind: string) {
  const bindings =
    byScope.get(world) ?? Map.groupBy([...world.bindings.map(({ binding }) => binding), clusterAdmin], ({ namespace }) => namespace);
  byScope.set(world, bindings);
  return (bindings.get(scope) ?? []).flatMap(({ name, roleRef }) =>
    roleRef.kind === kind && holdsName(changed, name) && holdsName(bindable, roleRef.name) ? [{ role: roleRef.name, binding: name }] : [],
  );
}

const clusterAdmin: Binding = {
  namespace: '',
  name: 'cluster-admin',
  subjects: [],
  roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
};
