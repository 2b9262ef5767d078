// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.procMount of every container; Default and absent are allowed. Pod security control `procMount`: since
// 1.35 a pod in a user namespace (hostUsers: false) is exempt, and unmasked-proc-in-user-namespace speaks of it.
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { podSecurityBehaviour } from '../facts/pod-security.ts';

export const unmaskedProc = defineCheck({
  id: 'unmasked-proc',
  title: 'Container sees /proc unmasked',
  why: 'Runtimes hide parts of /proc and make others read-only, since the kernel has switches there that no namespace holds. Unmasked, root of the container writes to /proc/sys, has a program of its own run by the node’s kernel, and is out.',
  remedy: 'Leave procMount out, or set Default. For containers within containers set hostUsers: false as well.',
  severity: 'high',
  layer: 'workload',
  threats: ['container-escape'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#managing-access-to-the-proc-filesystem',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  aliases: ['pss:procMount', 'PSS-baseline', 'KSV027', 'kube-linter:unsafe-proc-mount', 'polaris:procMount', 'T1611'],
  appliesTo: 'workload',
  ...podSecurityBehaviour('procMount', (workload, path) =>
    setRemedy(workload, path, 'Default', 'A container that builds or runs containers may fail then.'),
  ),
});
