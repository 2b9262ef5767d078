// SPDX-License-Identifier: Apache-2.0
// Network plugins, and whether they enforce NetworkPolicies, by their own documentation.
import { parseImage } from '../../model/image.ts';

const enforcing = (name: string): string => `${name} enforces NetworkPolicies`;

/** By the repository of their images, those of Rancher's mirrors among them. */
const byImage: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:calico\/node|calico-node|mirrored-calico-node|hardened-calico)$/, enforcing('Calico')],
  [/(?:^|\/)(?:cilium\/cilium(?:-ci)?|mirrored-cilium-cilium)$/, enforcing('Cilium')],
  [/(?:^|\/)antrea-(?:agent-)?(?:ubuntu|ubi)$/, enforcing('Antrea')],
  [/(?:^|\/)weave-npc$/, enforcing('Weave Net')],
  [/(?:^|\/)kube-router$/, enforcing('kube-router')],
  [/(?:^|\/)kube-network-policies$/, enforcing('kube-network-policies')],
  [/(?:^|\/)azure-npm$/, enforcing('Azure Network Policy Manager')],
  [/(?:^|\/)(?:aws-)?network-policy-agent$/, enforcing('the policy agent of Amazon VPC CNI')],
  [/(?:^|\/)(?:ovn-kube(?:-[a-z]+)?|ovn-kubernetes)$/, enforcing('OVN-Kubernetes')],
  [/(?:^|\/)kube-ovn$/, enforcing('Kube-OVN')],
  [/(?:^|\/)kindnetd$/, 'kindnet enforces NetworkPolicies since kind 0.24'],
  [/(?:^|\/)(?:mirrored-flannel(?:cni)?-|hardened-)?flannel$/, 'Flannel alone enforces no NetworkPolicies'],
  [/(?:^|\/)amazon-k8s-cni$/, 'Amazon VPC CNI enforces NetworkPolicies with its policy agent beside it'],
  [/(?:^|\/)azure-cns$/, 'Azure CNI enforces NetworkPolicies with another engine beside it'],
];

/** What is known of the network plugin that an image holds; undefined where it is none that is known here. */
export function networkPluginOf(image: string): string | undefined {
  const repository = parseImage(image)?.repository;
  return repository === undefined ? undefined : byImage.find(([pattern]) => pattern.test(repository))?.[1];
}

/** By the names of their files in /etc/cni/net.d. */
const byFile: Readonly<Record<string, string>> = {
  calico: enforcing('Calico'),
  canal: enforcing('Calico on Flannel (Canal)'),
  cilium: enforcing('Cilium'),
  antrea: enforcing('Antrea'),
  weave: enforcing('Weave Net'),
  'kube-ovn': enforcing('Kube-OVN'),
  kuberouter: enforcing('kube-router'),
  kindnet: 'kindnet enforces NetworkPolicies since kind 0.24',
  flannel: 'Flannel alone enforces no NetworkPolicies',
  aws: 'Amazon VPC CNI enforces NetworkPolicies with its policy agent beside it',
  bridge: 'the plain bridge plugin enforces no NetworkPolicies',
};

/** What is known of the network plugin that a file on a node configures. */
export function networkPluginOfFile(path: string): string | undefined {
  const name = /^\/etc\/cni\/net\.d\/(?:\d+-)?([a-z]+(?:-ovn)?)[\w.-]*\.conf(?:list)?$/.exec(path)?.[1];
  return name !== undefined && Object.hasOwn(byFile, name) ? byFile[name] : undefined;
}
