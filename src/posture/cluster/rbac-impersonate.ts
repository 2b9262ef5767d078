// SPDX-License-Identifier: Apache-2.0
// Reads rules: the verb impersonate on users, groups or serviceaccounts is allowed only for names that are not of the system.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacImpersonate = defineCheck({
  id: 'rbac-impersonate',
  title: 'Role may act as somebody else',
  why: 'Who may impersonate users and groups may be system:masters, which RBAC never refuses. Who may impersonate ServiceAccounts has the rights of each of them.',
  remedy: 'Remove the verb impersonate, or limit it by resourceNames to the identities that are meant.',
  severity: 'critical',
  layer: 'cluster',
  threats: ['privilege-escalation', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation',
  ],
  aliases: ['CIS-5.1.8', 'KSV043', 'T1078'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.impersonate, {
    at: 'verbs',
    reason: 'may impersonate',
    advice:
      'Limit the rule by resourceNames to the identities that are meant, or remove it; from 1.36 constrained impersonation is narrower.',
  }),
});
