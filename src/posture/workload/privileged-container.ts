// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.privileged of every container; false and absent are allowed. Pod security control `privileged`.
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { podSecurityBehaviour } from '../facts/pod-security.ts';

export const privilegedContainer = defineCheck({
  id: 'privileged-container',
  title: 'Container is privileged',
  why: 'A privileged container has every capability and every device of the node, and neither seccomp nor AppArmor holds it. Whoever runs code in it mounts the disk of the node and is root there.',
  remedy: 'Set privileged: false, and give the program the one capability, device plugin or volume that it needs.',
  severity: 'critical',
  layer: 'workload',
  threats: ['container-escape', 'privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
    'https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/#privileged-containers',
  ],
  aliases: [
    'pss:privileged',
    'PSS-baseline',
    'CIS-5.2.2',
    'KSV017',
    'C-0057',
    'kube-linter:privileged-container',
    'polaris:runAsPrivileged',
    'kube-score:container-security-context-privileged',
    'T1611',
  ],
  appliesTo: 'workload',
  ...podSecurityBehaviour('privileged', (workload, path) =>
    setRemedy(workload, path, false, 'A program that uses devices or settings of the node fails: grant it what it needs by name.'),
  ),
});
