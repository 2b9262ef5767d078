// SPDX-License-Identifier: Apache-2.0
// Reads rules: create, update and patch of roles and bindings are not allowed; rules limited by resourceNames are.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacChangeGrants = defineCheck({
  id: 'rbac-change-grants',
  title: 'Role may change roles and bindings',
  why: 'Whoever writes roles and bindings can hand every right they hold to others, and keep access after their own is taken away. The API server only prevents that they grant more than they have.',
  remedy: 'Leave roles and bindings to a few people and to the pipeline that reviews them.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['KSV050', 'T1098.006'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.changeGrants, {
    at: 'verbs',
    reason: 'may change roles or bindings',
    advice: 'Leave roles and bindings to reviewed deployment; remove the verbs that write.',
  }),
});
