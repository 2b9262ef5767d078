// SPDX-License-Identifier: Apache-2.0
// Reads rules: the verb escalate on roles or clusterroles is never allowed.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacEscalateRoles = defineCheck({
  id: 'rbac-escalate-roles',
  title: 'Role may raise roles beyond its own rights',
  why: 'With the verb escalate the API server no longer asks whether an author holds the rights they write into a role. A subject writes every right into a role that it has, and is administrator.',
  remedy: 'Remove the verb escalate. Give the rights that are needed, so that the ordinary test passes.',
  severity: 'critical',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-creation-or-update',
  ],
  aliases: ['CIS-5.1.8', 'T1098.006'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.escalate, {
    at: 'verbs',
    reason: 'may escalate',
    advice: 'Remove the verb escalate; grant the rights that the author really needs.',
  }),
});
