// SPDX-License-Identifier: Apache-2.0
// Reads spec.securityContext.sysctls[*].name; the sysctls that a pod has to itself are allowed, a list that has grown in 1.27,
// 1.29, 1.32 and 1.37. Pod security control `sysctls`.
import { defineCheck } from '../check.ts';
import { parentOf, podSecurityBehaviour, removeItemRemedy } from '../facts/pod-security.ts';

export const unsafeSysctl = defineCheck({
  id: 'unsafe-sysctl',
  title: 'Pod sets a kernel parameter that is not known to be safe',
  why: 'Sysctls outside the safe list may act on other pods or on the node: they weaken the kernel’s defences or exhaust what it shares. Kubelets refuse the pod unless they are told to allow the sysctl.',
  remedy: 'Remove the sysctl, or set it on a pool of nodes for the pods that need it.',
  severity: 'medium',
  layer: 'workload',
  threats: ['container-escape', 'network-attack'],
  references: [
    'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  aliases: ['pss:sysctls', 'PSS-baseline', 'KSV026', 'kube-linter:unsafe-sysctls', 'T1611'],
  appliesTo: 'workload',
  ...podSecurityBehaviour('sysctls', (workload, path) =>
    removeItemRemedy(workload, parentOf(path), 'The program then runs with the parameter as the node has it.'),
  ),
});
