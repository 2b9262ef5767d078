// SPDX-License-Identifier: Apache-2.0
// Reads rules: create of serviceaccounts/token is allowed only by resourceNames.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacServiceAccountToken = defineCheck({
  id: 'rbac-service-account-token',
  title: 'Role may make tokens of ServiceAccounts',
  why: 'A token that is asked for at serviceaccounts/token lets its holder act as that ServiceAccount from anywhere, for as long as was asked.',
  remedy: 'Limit the rule by resourceNames to the ServiceAccounts that are meant.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/',
  ],
  aliases: ['CIS-5.1.13', 'T1528'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.mintTokens, {
    at: 'resources',
    reason: 'may make tokens of ServiceAccounts',
    advice: 'Limit the rule by resourceNames to the ServiceAccounts that are meant.',
  }),
});
