// SPDX-License-Identifier: Apache-2.0
// Reads spec.hostNetwork, spec.hostPID and spec.hostIPC; false and absent are allowed. Pod security control `hostNamespaces`.
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { isControlPlanePod } from '../facts/control-plane.ts';
import { podSecurityBehaviour } from '../facts/pod-security.ts';

const notes = {
  hostNetwork:
    'The pod then has an address of its own. Agents of the network, and HostProcess containers of Windows, do not work without the node’s.',
  hostPID: 'Agents that watch the processes of the node see only their own then.',
  hostIPC: 'Programs that share memory with processes of the node lose it.',
} as const;

export const hostNamespaces = defineCheck({
  id: 'host-namespaces',
  title: 'Pod shares a namespace of its node',
  why: 'With hostNetwork a pod listens to the node’s traffic, reaches what listens on its loopback and is bound by no NetworkPolicy; with hostPID it sees and signals every process and reads its files and environment; with hostIPC it reads shared memory. An intruder takes over other workloads and the node from there.',
  remedy:
    'Leave hostNetwork, hostPID and hostIPC out. Agents of the node that need one belong in a namespace of their own, with an exception.',
  severity: 'high',
  layer: 'workload',
  threats: ['container-escape', 'network-attack', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline'],
  aliases: [
    'pss:hostNamespaces',
    'PSS-baseline',
    'CIS-5.2.3',
    'CIS-5.2.4',
    'CIS-5.2.5',
    'KSV008',
    'KSV009',
    'KSV010',
    'C-0038',
    'C-0041',
    'kube-linter:host-network',
    'kube-linter:host-pid',
    'kube-linter:host-ipc',
    'polaris:hostNetworkSet',
    'polaris:hostPIDSet',
    'polaris:hostIPCSet',
    'T1611',
  ],
  appliesTo: 'workload',
  // The control plane is what it is: nothing could be done about it.
  applicable: ({ object }) => !isControlPlanePod(object),
  ...podSecurityBehaviour('hostNamespaces', (workload, path) => {
    const namespace = (['hostNetwork', 'hostPID', 'hostIPC'] as const).find((name) => path.endsWith(`/${name}`));
    return setRemedy(workload, path, false, namespace && notes[namespace]);
  }),
});
