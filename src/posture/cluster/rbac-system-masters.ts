// SPDX-License-Identifier: Apache-2.0
// Reads subjects: system:masters is allowed in the binding that Kubernetes makes itself.
import { defineCheck } from '../check.ts';
import { bindingKinds, onBinding } from '../facts/rbac.ts';
import { removeRemedy } from '../facts/container-faults.ts';

export const rbacSystemMasters = defineCheck({
  id: 'rbac-system-masters',
  title: 'Binding names a group that needs none',
  why: 'The API server allows system:masters everything before it asks RBAC. A binding gives the group nothing, and deleting it takes nothing away: who has a certificate of that group stays administrator.',
  remedy: 'Delete the subject. Keep the number of such certificates at the one for emergencies.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['CIS-5.1.7', 'T1078'],
  appliesTo: { kinds: bindingKinds },
  evaluate: onBinding((binding) =>
    binding.subjects.flatMap(({ kind, name }, index) => {
      const isOwn = binding.namespace === '' && binding.name === 'cluster-admin' && binding.roleRef.name === 'cluster-admin';
      if (kind !== 'Group' || name !== 'system:masters' || isOwn) return [];
      return {
        kind: 'fault',
        path: `/subjects/${index}`,
        reason: 'system:masters is never asked',
        detail: `the group system:masters has everything without ${binding.name}, and keeps it`,
        remedy: removeRemedy(`/subjects/${index}`, 'Look for certificates with O=system:masters: those are what gives the right.'),
      };
    }),
  ),
});
