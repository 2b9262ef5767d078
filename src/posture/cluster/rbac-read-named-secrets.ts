// SPDX-License-Identifier: Apache-2.0
// Reads rules: get, list and watch of secrets that resourceNames names are better mounts.
import { defineCheck } from '../check.ts';
import { roleKinds, onRule } from '../facts/rbac.ts';

export const rbacReadNamedSecrets = defineCheck({
  id: 'rbac-read-named-secrets',
  title: 'Program reads its Secrets through the API',
  why: 'A Secret that is mounted needs no token and no right. One that is read through the API leaves a token in the Pod that reads it again from anywhere.',
  remedy: 'Mount the Secret, and remove it from the role.',
  severity: 'low',
  layer: 'cluster',
  threats: ['data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/configuration/secret/',
  ],
  aliases: ['T1552.007'],
  followsFrom: [{ check: 'rbac-rule-without-effect', at: '' }],
  appliesTo: { kinds: roleKinds },
  evaluate: onRule(({ rule, path }) => {
    const { apiGroups, resources, resourceNames, verbs } = rule;
    const reads = verbs.some((verb) => ['get', 'list', 'watch', '*'].includes(verb));
    const writes = verbs.some((verb) => ['create', 'update', 'patch', '*'].includes(verb));
    if (!reads || writes || resourceNames.length === 0) return undefined;
    if (!resources.includes('secrets') || !apiGroups.some((group) => group === '' || group === '*')) return undefined;
    return {
      kind: 'fault',
      path: `${path}/resources`,
      reason: 'Secrets are read through the API',
      detail: `the Secrets ${resourceNames.join(', ')} could be mounted instead`,
      remedy: { kind: 'advice', advice: 'Mount the Secrets into the Pods that need them, and remove secrets from the rule.' },
    };
  }),
});
