// SPDX-License-Identifier: Apache-2.0
// Reads httpGet.host and tcpSocket.host of the probes and lifecycle handlers of every container; only empty and absent are
// allowed. Pod security control `hostProbesAndHostLifecycle`, which exists since 1.34.
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { isControlPlanePod } from '../facts/control-plane.ts';
import { podSecurityBehaviour } from '../facts/pod-security.ts';

export const hostProbe = defineCheck({
  id: 'host-probe',
  title: 'Probe or lifecycle handler calls another host than its pod',
  why: 'The kubelet makes the call, from the node and past every NetworkPolicy. Whoever writes the pod can thus reach the node’s loopback, the metadata service of the cloud or internal services, and learn from the probe whether they answered.',
  remedy: 'Leave host out: the kubelet then calls the pod. Where the program expects a name, send it in the Host header.',
  severity: 'low',
  layer: 'workload',
  threats: ['network-attack'],
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  ],
  aliases: ['pss:hostProbesAndHostLifecycle', 'PSS-baseline'],
  appliesTo: 'workload',
  // The control plane is what it is: nothing could be done about it.
  applicable: ({ object }) => !isControlPlanePod(object),
  ...podSecurityBehaviour('hostProbesAndHostLifecycle', (_, path) =>
    removeRemedy(path, 'The program must then answer on the pod’s address: one that listens on 127.0.0.1 alone needs an exec probe.'),
  ),
});
