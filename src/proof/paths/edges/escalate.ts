// SPDX-License-Identifier: Apache-2.0
import { rolesWithSelectors } from '../../../posture/facts/rbac.ts';
import type { Role } from '../../../engines/rbac/index.ts';
import {
  changeClusterRoles,
  changeRoles,
  createClusterRoles,
  createRoleBindings,
  createRoles,
  escalateClusterRoles,
  escalateRoles,
} from '../rbac-permissions.ts';
import { jointEdge, type Rights, type Target } from '../right-edge.ts';
import { bothNames, holdsName } from '../rights.ts';
import type { World } from '../world.ts';

export const escalate = jointEdge({
  id: 'escalate',
  title: 'Write more into a role that one has',
  reason:
    'Whoever writes a role must hold all that its rules grant, unless the verb escalate on the role lifts the demand. Then every right can be written into a role that is bound to oneself, or into one that an own role gathers by its label.',
  condition: 'Without escalate a writer of roles only writes what he holds, labels for aggregation included, so that alone is no edge.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-creation-or-update'],
  permissions: [escalateClusterRoles, escalateRoles, changeClusterRoles, changeRoles, createClusterRoles, createRoles, createRoleBindings],
  targetsOf: (rights, scope, world) => [
    ...(scope === '' ? byClusterRoles(rights, world) : []),
    ...(scope === '' ? [] : byRoles(rights, scope, world)),
    ...(scope === '' ? byAnyRole(rights, world) : []),
  ],
});

/** ClusterRoles belong to no namespace: both permissions must hold everywhere. What is gained holds where the role is bound. */
function byClusterRoles(rights: Rights, world: World): Target[] {
  const escalated = rights.names(escalateClusterRoles, '');
  if (escalated === undefined) return [];
  const changed = bothNames(escalated, rights.names(changeClusterRoles, ''));
  const creates = escalated === 'every' && rights.names(createClusterRoles, '') !== undefined;
  return rights.held.flatMap((holding) => {
    const { role } = holding;
    if (role.namespace !== '') return [];
    const gathers = isGathered(role, world);
    const to = world.footholds.everything(holding.scope);
    if (!gathers) {
      if (!holdsName(changed, role.name)) return [];
      const how = `may write any right into ClusterRole ${role.name}, which it has`;
      const onRole = { scope: '', name: role.name };
      return [
        { to, how, uses: [{ permission: escalateClusterRoles, ...onRole }, { permission: changeClusterRoles, ...onRole }, { holding }] },
      ];
    }
    // The controller writes what an aggregated role says, from the roles that its selectors choose.
    const ways = [...(creates ? [createClusterRoles] : []), ...(changed === 'every' ? [changeClusterRoles] : [])];
    const how = `may write any right into a role that ClusterRole ${role.name}, which it has, gathers`;
    return ways.map((permission) => ({
      to,
      how,
      uses: [{ permission: escalateClusterRoles, scope: '' }, { permission, scope: '' }, { holding }],
    }));
  });
}

function isGathered(role: Role, { inventory }: World): boolean {
  return rolesWithSelectors(inventory).some(({ name }) => name === role.name);
}

function byRoles(rights: Rights, scope: string, world: World): Target[] {
  const escalated = rights.names(escalateRoles, scope);
  if (escalated === undefined) return [];
  const to = world.footholds.everything(scope);
  const changed = bothNames(escalated, rights.names(changeRoles, scope));
  const own = rights.held.filter(({ role, scope: bound }) => bound === scope && role.namespace === scope && holdsName(changed, role.name));
  const intoOwn = own.map((holding): Target => {
    const { name } = holding.role;
    const uses = [{ permission: escalateRoles, scope, name }, { permission: changeRoles, scope, name }, { holding }];
    return { to, how: `may write any right into Role ${name}, which it has, in ${scope}`, uses };
  });
  if (changed !== 'every' || rights.names(createRoles, scope) === undefined || rights.names(createRoleBindings, scope) === undefined)
    return intoOwn;
  const uses = intoNewRole.map((permission) => ({ permission, scope }));
  return [...intoOwn, { to, how: `may create a Role, bind it while it grants nothing, and write any right into it, in ${scope}`, uses }];
}

const intoNewRole = [escalateRoles, changeRoles, createRoles, createRoleBindings];

function byAnyRole(rights: Rights, world: World): Target[] {
  if (intoNewRole.some((permission) => rights.names(permission, '') === undefined) || rights.names(changeRoles, '') !== 'every') return [];
  const uses = intoNewRole.map((permission) => ({ permission, scope: '' }));
  return [
    {
      to: world.footholds.anyNamespace(),
      how: 'may create a Role, bind it while it grants nothing, and write any right into it, in any namespace',
      uses,
    },
  ];
}
