// SPDX-License-Identifier: Apache-2.0
import { workloadKinds } from '../model/workloads.ts';

/** What decides who reaches whom, to be asked of a live cluster. */
export const networkKinds: ReadonlySet<string> = new Set([
  ...workloadKinds,
  'Namespace',
  'Node',
  'Service',
  'ServiceAccount',
  'EndpointSlice.discovery.k8s.io',
  'Ingress.networking.k8s.io',
  'NetworkPolicy.networking.k8s.io',
  '*.gateway.networking.k8s.io',
  '*.policy.networking.k8s.io',
  '*.projectcalico.org',
  '*.crd.projectcalico.org',
  'CiliumNetworkPolicy.cilium.io',
  'CiliumClusterwideNetworkPolicy.cilium.io',
]);
