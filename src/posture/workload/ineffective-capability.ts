// SPDX-License-Identifier: Apache-2.0
// Reads capabilities.add of each container that cannot become root (an effective runAsUser other than 0, or runAsNonRoot) and
// may not gain privileges (allowPrivilegeEscalation: false): a program of such a user holds none of what is added.
import { defineCheck } from '../check.ts';
import { containerPlaces, removeRemedy } from '../facts/container-faults.ts';
import { isForWindows } from '../facts/operating-system.ts';

export const ineffectiveCapability = defineCheck({
  id: 'ineffective-capability',
  title: 'Capability is added that the program cannot use',
  why: 'Added capabilities reach a user other than root only through files of the image, which no_new_privs forbids. What is left is a wider bounding set for whoever does become root, and a manifest that asks reviewers for a privilege in vain.',
  remedy: 'Remove add: a port above 1024, or the sysctl net.ipv4.ip_unprivileged_port_start, does without.',
  severity: 'low',
  layer: 'workload',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
    'https://github.com/kubernetes/enhancements/issues/2763',
  ],
  aliases: [],
  appliesTo: 'workload',
  applicable: ({ spec }) => !isForWindows(spec),
  evaluate: ({ spec, ...workload }) =>
    containerPlaces({ spec, ...workload }).flatMap(({ container, pointer, label }) => {
      const own = container.securityContext;
      const added = own?.capabilities?.add ?? [];
      const user = own?.runAsUser ?? spec.securityContext?.runAsUser;
      const isNeverRoot = user === undefined ? (own?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot) === true : Number(user) !== 0;
      if (added.length === 0 || !isNeverRoot || own?.allowPrivilegeEscalation !== false) return [];
      return [
        {
          kind: 'fault' as const,
          path: `${pointer}/securityContext/capabilities/add`,
          reason: 'added capability has no effect',
          detail: `${label} adds ${added.join(', ')}, which its user never holds`,
          remedy: removeRemedy(
            `${pointer}/securityContext/capabilities/add`,
            'A program file that has capabilities of its own (setcap) does not start without them in the bounding set.',
          ),
        },
      ];
    }),
});
