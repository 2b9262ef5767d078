// SPDX-License-Identifier: Apache-2.0
// Reads subjects: system:anonymous and system:unauthenticated may hold nothing but what Kubernetes shows to all.
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { bindingKinds, grantsOnlyPublic, onBinding } from '../facts/rbac.ts';

const names: Readonly<Record<string, string>> = { User: 'system:anonymous', Group: 'system:unauthenticated' };

export const rbacAnonymous = defineCheck({
  id: 'rbac-anonymous',
  title: 'Requests without any identity are granted a role',
  why: 'system:anonymous and system:unauthenticated are everybody who reaches the API server, from wherever its port is open. What they are granted is public.',
  remedy: 'Remove the subject; bind those who are meant by name or group.',
  severity: 'critical',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests',
  ],
  aliases: ['C-0262', 'T1078'],
  appliesTo: { kinds: bindingKinds },
  evaluate: onBinding((binding, { inventory }) =>
    binding.subjects.flatMap(({ kind, name }, index) =>
      names[kind] === name && !grantsOnlyPublic(binding, inventory)
        ? {
            kind: 'fault',
            path: `/subjects/${index}`,
            reason: 'everybody without an identity',
            detail: `${kind} ${name} is everybody who reaches the API server, and has ${binding.roleRef.name}`,
            remedy: removeRemedy(`/subjects/${index}`, 'Make sure that nothing depends on it: probes of load balancers need /livez alone.'),
          }
        : [],
    ),
  ),
});
