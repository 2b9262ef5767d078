// SPDX-License-Identifier: Apache-2.0
// Reads rules: verbs of constrained impersonation (1.35 and later) are allowed for names, and for the associated node.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacConstrainedImpersonation = defineCheck({
  id: 'rbac-constrained-impersonation',
  title: 'Role may act as any user within limits',
  why: 'Constrained impersonation refuses system:masters and asks what may be done as somebody else, yet without names every other user, ServiceAccount or node can be taken.',
  remedy: 'Limit the rule by resourceNames to the identities that are meant.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation',
  ],
  aliases: ['T1078'],
  appliesTo: { kinds: roleKinds },
  versions: [
    {
      since: '1.35',
      evaluate: onPower(powers.constrainedImpersonation, {
        at: 'verbs',
        reason: 'may impersonate within limits',
        advice: 'Limit the rule by resourceNames to the identities that are meant.',
      }),
    },
  ],
});
