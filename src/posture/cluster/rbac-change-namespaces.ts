// SPDX-License-Identifier: Apache-2.0
// Reads rules: update, patch and delete of namespaces are allowed only by resourceNames.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacChangeNamespaces = defineCheck({
  id: 'rbac-change-namespaces',
  title: 'Role may change or delete namespaces',
  why: 'The labels of a namespace say which Pod Security level is enforced there, which webhooks and which NetworkPolicies hold. A Role may change and delete its own namespace, since the request carries its name.',
  remedy: 'Leave namespaces to administrators; hold the labels of pod security by an admission policy.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
  ],
  aliases: ['T1562'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.changeNamespaces, {
    at: 'verbs',
    reason: 'may change namespaces',
    advice: 'Remove update, patch and delete on namespaces; hold the labels of pod security by an admission policy.',
  }),
});
