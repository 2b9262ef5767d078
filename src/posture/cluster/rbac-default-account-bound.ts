// SPDX-License-Identifier: Apache-2.0
// Reads subjects: the ServiceAccount default and the group of all ServiceAccounts of a namespace are not allowed.
import { defineCheck } from '../check.ts';
import { bindingKinds, onBinding } from '../facts/rbac.ts';
import { removeRemedy } from '../facts/container-faults.ts';

export const rbacDefaultAccountBound = defineCheck({
  id: 'rbac-default-account-bound',
  title: 'Default ServiceAccount is granted a role',
  why: 'Every Pod that names no ServiceAccount runs as the default one. A right that is granted to it, or to all ServiceAccounts of the namespace, is a right of each of those Pods.',
  remedy: 'Give the workload that needs the right a ServiceAccount of its own, and bind that.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/security/service-accounts/',
  ],
  aliases: ['CIS-5.1.5', 'C-0189', 'T1078.001'],
  appliesTo: { kinds: bindingKinds },
  evaluate: onBinding((binding) =>
    binding.subjects.flatMap(({ kind, name }, index) => {
      const isDefault = kind === 'ServiceAccount' ? name === 'default' : /^system:serviceaccount:[^:]+:default$/.test(name);
      if (!isDefault && !(kind === 'Group' && name.startsWith('system:serviceaccounts:'))) return [];
      return {
        kind: 'fault',
        path: `/subjects/${index}`,
        reason: 'the default ServiceAccount',
        detail: `${kind} ${name} has ${binding.roleRef.name}: every Pod that names no ServiceAccount among them`,
        remedy: removeRemedy(`/subjects/${index}`, 'Bind the ServiceAccount of the workload that needs the right first.'),
      };
    }),
  ),
});
