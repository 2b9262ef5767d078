// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.windowsOptions.hostProcess of pod and containers; false and absent are allowed. Pod security control
// `windowsHostProcess`.
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { podSecurityBehaviour } from '../facts/pod-security.ts';

export const windowsHostProcess = defineCheck({
  id: 'windows-host-process',
  title: 'Container runs as a process of its Windows node',
  why: 'A HostProcess container is no container: it runs on the node with its files, its network and the account that the pod names, which may be SYSTEM. Whoever runs code in it owns the node.',
  remedy: 'Set hostProcess: false. Agents of the node that need it belong in a namespace of their own, with an exception.',
  severity: 'critical',
  layer: 'workload',
  threats: ['container-escape', 'privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  aliases: ['pss:windowsHostProcess', 'PSS-baseline', 'CIS-5.2.10', 'KSV103', 'polaris:hostProcess', 'T1611'],
  appliesTo: 'workload',
  ...podSecurityBehaviour('windowsHostProcess', (workload, path) =>
    setRemedy(workload, path, false, 'All containers of a pod must agree. An agent that administers the node fails.'),
  ),
});
