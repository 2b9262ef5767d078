// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.capabilities.add of every container; the capabilities that runtimes grant by default are allowed,
// without NET_RAW, spelt as the API server compares them. Pod security control `capabilities_baseline`.
import { defineCheck } from '../check.ts';
import { podSecurityBehaviour, removeItemRemedy } from '../facts/pod-security.ts';

export const addedCapabilities = defineCheck({
  id: 'added-capabilities',
  title: 'Container is given capabilities beyond the default set',
  why: 'Each capability is a piece of the power of root, and those outside the default set reach the kernel, the network or other processes. An intruder in the container has them too.',
  remedy: 'Take out of capabilities.add what is not in the default set of the runtime.',
  severity: 'medium',
  layer: 'workload',
  threats: ['container-escape', 'privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  ],
  aliases: ['pss:capabilities_baseline', 'PSS-baseline', 'CIS-5.2.9', 'KSV022', 'C-0046', 'polaris:insecureCapabilities', 'T1611'],
  yieldsTo: ['dangerous-capabilities'],
  appliesTo: 'workload',
  ...podSecurityBehaviour('capabilities_baseline', (workload, path) =>
    removeItemRemedy(workload, path, 'A program that needs the capability fails when it uses it.'),
  ),
});
