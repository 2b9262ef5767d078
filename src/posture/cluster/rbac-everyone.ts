// SPDX-License-Identifier: Apache-2.0
// Reads subjects: system:authenticated and system:serviceaccounts may hold nothing but what Kubernetes shows to all.
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { bindingKinds, grantsOnlyPublic, onBinding } from '../facts/rbac.ts';

const everyone: ReadonlySet<string> = new Set(['system:authenticated', 'system:serviceaccounts']);

export const rbacEveryone = defineCheck({
  id: 'rbac-everyone',
  title: 'Everybody with an identity is granted a role',
  why: 'system:authenticated is every user, certificate and ServiceAccount, those of other teams and of every compromised Pod included; on some platforms it is everybody with an account of the provider.',
  remedy: 'Bind the groups that are meant.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['T1078'],
  appliesTo: { kinds: bindingKinds },
  evaluate: onBinding((binding, { inventory }) =>
    binding.subjects.flatMap(({ kind, name }, index) =>
      kind === 'Group' && everyone.has(name) && !grantsOnlyPublic(binding, inventory)
        ? {
            kind: 'fault',
            path: `/subjects/${index}`,
            reason: 'everybody with an identity',
            detail: `Group ${name} has ${binding.roleRef.name}: every ServiceAccount of the cluster among them`,
            remedy: removeRemedy(`/subjects/${index}`, 'Bind the groups that are meant first.'),
          }
        : [],
    ),
  ),
});
