// SPDX-License-Identifier: Apache-2.0
// Reads rules: create of secrets is not allowed.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacCreateSecrets = defineCheck({
  id: 'rbac-create-secrets',
  title: 'Role may create Secrets',
  why: 'A Secret of type kubernetes.io/service-account-token is filled with a token of the ServiceAccount that it names, and the token never expires. Whoever creates and reads Secrets becomes any ServiceAccount of the namespace.',
  remedy: 'Create Secrets by reviewed deployment or an operator for external secrets, in namespaces without privileged ServiceAccounts.',
  severity: 'low',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets',
  ],
  aliases: ['T1528'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.createSecrets, {
    at: 'verbs',
    reason: 'may create Secrets',
    advice: 'Remove create, or grant it only in namespaces whose ServiceAccounts hold nothing of value.',
  }),
});
