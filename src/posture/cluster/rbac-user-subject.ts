// SPDX-License-Identifier: Apache-2.0
// Reads subjects: users that may be persons are refused. Programs are told by their names, or by what the inventory runs.
import { defineCheck } from '../check.ts';
import { bindingKinds, onBinding } from '../facts/rbac.ts';
import { isProgram } from '../facts/user-names.ts';

export const rbacUserSubject = defineCheck({
  id: 'rbac-user-subject',
  title: 'Role is granted to a person by name',
  why: 'A user is a text that must equal what authentication makes of a token or certificate, prefix and all. Nothing checks it, nothing ends it when the person leaves, and whoever gets that name gets the right.',
  remedy: 'Bind groups of the identity provider, and grant what is rarely needed for a limited time.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: [],
  appliesTo: { kinds: bindingKinds },
  evaluate: onBinding((binding, { inventory }) =>
    binding.subjects.flatMap(({ kind, name }, index) =>
      kind === 'User' && !isProgram(name, binding.roleRef.name, inventory)
        ? {
            kind: 'fault',
            path: `/subjects/${index}`,
            reason: 'a person by name',
            detail: `User ${name} has ${binding.roleRef.name} until somebody deletes it`,
            remedy: { kind: 'advice', advice: 'Bind a group of the identity provider instead, or grant the role for a limited time.' },
          }
        : [],
    ),
  ),
});
