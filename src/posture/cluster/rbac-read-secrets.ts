// SPDX-License-Identifier: Apache-2.0
// Reads rules: get, list and watch of secrets are allowed only by resourceNames.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacReadSecrets = defineCheck({
  id: 'rbac-read-secrets',
  title: 'Role may read every Secret of its scope',
  why: 'Secrets hold tokens, keys and passwords: who reads all of them takes over whatever they open. List and watch give the contents as get does.',
  remedy: 'Name the Secrets that are needed in resourceNames, or mount them into the Pods that need them.',
  severity: 'high',
  layer: 'cluster',
  threats: ['data-exposure', 'privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  aliases: ['kube-linter:access-to-secrets', 'CIS-5.1.2', 'C-0015', 'C-0186', 'KSV041', 'T1552.007'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.readSecrets, {
    at: 'resources',
    reason: 'may read every Secret',
    advice: 'Name the Secrets that are needed in resourceNames with the verb get, or mount them.',
  }),
});
