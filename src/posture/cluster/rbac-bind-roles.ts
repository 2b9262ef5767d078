// SPDX-License-Identifier: Apache-2.0
// Reads rules: the verb bind on roles or clusterroles is allowed only with resourceNames of modest roles.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacBindRoles = defineCheck({
  id: 'rbac-bind-roles',
  title: 'Role may grant roles beyond its own rights',
  why: 'With the verb bind a subject may bind itself to roles whose rights it does not hold: cluster-admin, if the rule is not limited to harmless roles by name.',
  remedy: 'Remove the verb bind, or limit it by resourceNames to the roles that may be handed on.',
  severity: 'critical',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['CIS-5.1.8', 'T1098.006'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.bind, {
    at: 'verbs',
    reason: 'may bind roles',
    advice: 'Limit the rule by resourceNames to roles that may be handed on, or remove the verb bind.',
  }),
});
