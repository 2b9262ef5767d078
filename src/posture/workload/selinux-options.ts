// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.seLinuxOptions of pod and containers; type may be empty or one of the types made for containers,
// user and role must be empty. Pod security control `seLinuxOptions`.
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { podSecurityBehaviour } from '../facts/pod-security.ts';

export const selinuxOptions = defineCheck({
  id: 'selinux-options',
  title: 'Container chooses an SELinux context that does not confine it',
  why: 'On nodes with SELinux the type decides what a process may touch. A type such as spc_t, or a user or role of its own, takes the container out of the policy for containers, and with it the last barrier before the files of the node.',
  remedy: 'Leave type, user and role out. A level (MCS categories) may be set.',
  severity: 'medium',
  layer: 'workload',
  threats: ['container-escape'],
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#assign-selinux-labels-to-a-container',
  ],
  aliases: ['pss:seLinuxOptions', 'PSS-baseline', 'KSV025', 'C-0055', 'polaris:linuxHardening'],
  appliesTo: 'workload',
  ...podSecurityBehaviour('seLinuxOptions', (_, path) =>
    removeRemedy(path, 'The runtime then chooses; files that only the old context may read are closed.'),
  ),
});
