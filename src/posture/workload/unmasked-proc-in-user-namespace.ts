// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.procMount of every container of a pod with hostUsers: false; Default and absent are allowed. Pod
// security control `procMount_restricted`, which exists since 1.35. Of other pods unmasked-proc tells the same field.
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { podSecurityBehaviour } from '../facts/pod-security.ts';

export const unmaskedProcInUserNamespace = defineCheck({
  id: 'unmasked-proc-in-user-namespace',
  title: 'Container of a user namespace sees /proc unmasked',
  why: 'Root of a user namespace cannot write the kernel’s switches, but reads what the runtime hides, such as timers, keys and devices of the node, and reaches more code of the kernel in which to find a flaw.',
  remedy: 'Leave procMount out, or set Default, unless the container runs containers itself.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape'],
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
    'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/',
  ],
  aliases: ['pss:procMount_restricted', 'PSS-restricted', 'T1611'],
  appliesTo: 'workload',
  ...podSecurityBehaviour('procMount_restricted', (workload, path) =>
    setRemedy(workload, path, 'Default', 'A container that builds or runs containers may fail then.'),
  ),
  applicable: ({ spec }) => spec.hostUsers === false,
});
