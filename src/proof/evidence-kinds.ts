// SPDX-License-Identifier: Apache-2.0
// What each engine looks at, by kinds as checks name them: what has to be asked of a live cluster, and what a change has to touch to matter.
import { workloadKinds } from '../model/workloads.ts';
import { bindingKinds, roleKinds } from '../posture/facts/rbac.ts';

/** What decides who reaches whom. */
export const networkKinds: ReadonlySet<string> = new Set([
  ...workloadKinds,
  'Namespace',
  'Node',
  'Service',
  'ServiceAccount',
  'EndpointSlice.discovery.k8s.io',
  'Ingress.networking.k8s.io',
  'NetworkPolicy.networking.k8s.io',
  'Route.route.openshift.io',
  ...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) => `${kind}.gateway.networking.k8s.io`),
  ...['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'].map((kind) => `${kind}.policy.networking.k8s.io`),
  ...['NetworkPolicy', 'GlobalNetworkPolicy', 'Tier', 'NetworkSet', 'GlobalNetworkSet', 'HostEndpoint', 'IPPool'].flatMap((kind) => [
    `${kind}.projectcalico.org`,
    `${kind}.crd.projectcalico.org`,
  ]),
  'CiliumNetworkPolicy.cilium.io',
  'CiliumClusterwideNetworkPolicy.cilium.io',
  'CiliumCIDRGroup.cilium.io',
]);

/** What decides who may do what. */
export const permissionKinds: ReadonlySet<string> = new Set([...roleKinds, ...bindingKinds]);

/** What attack paths are made of. Of Secrets the metadata is read, and nothing else. */
export const pathsKinds: ReadonlySet<string> = new Set([
  ...networkKinds,
  ...permissionKinds,
  'Secret',
  'CertificateSigningRequest.certificates.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io',
]);
