// SPDX-License-Identifier: Apache-2.0
import { placedRoles } from '../../../posture/facts/rbac.ts';
import { defineEdge, type Step } from '../edge.ts';

export const roleOfNamespace = defineEdge({
  id: 'role-of-namespace',
  title: 'Use a Role of a namespace',
  reason: 'Who may bind every Role of a namespace has the rights of each.',
  condition: 'None.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole'],
  length: 0,
  *stepsOf({ footholds, holdingOf, inventory }): Generator<Step> {
    for (const { role } of placedRoles(inventory)) {
      const holding = role.namespace === '' ? undefined : holdingOf('Role', role.name, role.namespace);
      if (holding !== undefined) yield { from: footholds.roles(role.namespace), to: holding.foothold, how: 'is one of them' };
    }
  },
});
