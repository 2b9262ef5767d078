// SPDX-License-Identifier: Apache-2.0
// Reads rules: update and patch of nodes are allowed only by resourceNames.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacChangeNodes = defineCheck({
  id: 'rbac-change-nodes',
  title: 'Role may change nodes',
  why: 'Labels and taints decide what runs where. Whoever changes them draws Pods with valuable Secrets to a node that they hold, or drives them from the others.',
  remedy: 'Grant nodes to administrators and to the controllers that need it; cordoning can go through a reviewed tool.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/node/',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.changeNodes, {
    at: 'verbs',
    reason: 'may change nodes',
    advice: 'Remove update and patch on nodes; give cordon and drain a role of their own for those who do it.',
  }),
});
