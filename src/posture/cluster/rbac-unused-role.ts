// SPDX-License-Identifier: Apache-2.0
// Reads bindings, and the labels by which ClusterRoles are gathered into others: every role is in use.
import { defineCheck } from '../check.ts';
import { aggregatedBy, grantsNoMoreThanBootstrap } from '../../engines/rbac/index.ts';
import { onRole, bindingsTo, roleKinds, rolesWithSelectors } from '../facts/rbac.ts';

export const rbacUnusedRole = defineCheck({
  id: 'rbac-unused-role',
  title: 'Role is bound to nobody',
  why: 'A role without a binding grants nothing today. It waits to be bound by somebody who does not read it, and what is kept for nobody is reviewed by nobody.',
  remedy: 'Bind the role to those it is for, or delete it.',
  severity: 'info',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onRole(({ role }, { inventory }) => {
    const isGathered = rolesWithSelectors(inventory).some(({ aggregates = [] }) => aggregatedBy(aggregates, [role]).length > 0);
    if (bindingsTo(role, inventory).length > 0 || (role.namespace === '' && isGathered)) return [];
    if (grantsNoMoreThanBootstrap(role, role.rules)) return [];
    return [
      {
        kind: 'fault',
        path: '/metadata/name',
        reason: 'bound to nobody',
        detail: `no binding here grants ${role.name}, and no other role gathers it`,
        remedy: { kind: 'advice', advice: 'Bind the role to those it is for, or delete it.' },
      },
    ];
  }),
});
