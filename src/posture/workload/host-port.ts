// SPDX-License-Identifier: Apache-2.0
// Reads ports[*].hostPort of every container; 0 and absent are allowed. Pod security control `hostPorts`. A port without a
// hostPort in a hostNetwork pod is the node's as well: that is host-namespaces' to say.
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { isControlPlanePod } from '../facts/control-plane.ts';
import { podSecurityBehaviour } from '../facts/pod-security.ts';

export const hostPort = defineCheck({
  id: 'host-port',
  title: 'Container opens a port on its node',
  why: 'The port is open on the node’s addresses, past Services and Ingress and what they filter, to everyone who reaches the node. A pod can also take a port at which others expect a service of the node.',
  remedy: 'Remove hostPort and reach the pod through a Service.',
  severity: 'medium',
  layer: 'workload',
  threats: ['network-attack'],
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
    'https://kubernetes.io/docs/concepts/services-networking/service/',
  ],
  aliases: ['pss:hostPorts', 'PSS-baseline', 'CIS-5.2.12', 'KSV024', 'C-0044', 'polaris:hostPortSet'],
  followsFrom: [{ check: 'host-namespaces', at: '/hostNetwork' }],
  appliesTo: 'workload',
  // The control plane is what it is: nothing could be done about it.
  applicable: ({ object }) => !isControlPlanePod(object),
  ...podSecurityBehaviour('hostPorts', ({ spec }, path) =>
    removeRemedy(
      path,
      spec.hostNetwork === true
        ? 'While the pod has hostNetwork, the port stays open on the node.'
        : 'Clients that call the node’s address must call a Service instead.',
    ),
  ),
});
