// SPDX-License-Identifier: Apache-2.0
// Reads roleRef: the role exists. Of files it is asked only where the kind of role is among them, for that namespace, or one of that name stands elsewhere.
import { defineCheck } from '../check.ts';
import { bindingKinds, grantedRole, knowsRolesFor, onBinding } from '../facts/rbac.ts';

export const rbacMissingRole = defineCheck({
  id: 'rbac-missing-role',
  title: 'Binding waits for a role that does not exist',
  why: 'The binding grants nothing today. Whoever makes a role of that name decides what its subjects may do, and a reviewer of that role sees no binding.',
  remedy: 'Correct the name or kind of the role, or delete the binding.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding',
  ],
  aliases: [],
  appliesTo: { kinds: bindingKinds },
  evaluate: onBinding((binding, { inventory }, { origin }) => {
    if (grantedRole(binding, inventory) !== undefined) return [];
    if (origin.kind === 'file' && !knowsRolesFor(binding, inventory)) return [];
    const where = binding.roleRef.kind === 'Role' ? ` in namespace ${binding.namespace}` : '';
    return [
      {
        kind: 'fault',
        path: '/roleRef/name',
        reason: 'the role does not exist',
        detail: `there is no ${binding.roleRef.kind} ${binding.roleRef.name}${where}`,
        remedy: { kind: 'advice', advice: 'Make the role, or delete the binding; a roleRef cannot be changed.' },
      },
    ];
  }),
});
