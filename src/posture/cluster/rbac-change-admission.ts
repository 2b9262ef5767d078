// SPDX-License-Identifier: Apache-2.0
// Reads rules: writes of webhook configurations and admission policies are allowed only by resourceNames.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacChangeAdmission = defineCheck({
  id: 'rbac-change-admission',
  title: 'Role may change what admission refuses',
  why: 'A webhook sees every object that is written, Secrets included, and a mutating one changes them. Whoever deletes or edits webhooks and admission policies takes the guard from the door.',
  remedy: 'Leave webhooks and policies to reviewed deployment; limit controllers by resourceNames to their own.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
  ],
  aliases: ['CIS-5.1.12', 'KSV114', 'T1546'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.changeAdmission, {
    at: 'verbs',
    reason: 'may change admission',
    advice: 'Limit the rule by resourceNames to the configurations that belong to the holder, or remove the verbs that write.',
  }),
});
