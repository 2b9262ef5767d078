// SPDX-License-Identifier: Apache-2.0
// Reads, beside the static Pod of an API server, whether the input has what hardens the nodes below it: a KubeletConfiguration.
// Where it has none, certificates, backups and a service mesh that are missing as well are named with it.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { isStaticPod } from '../facts/control-plane.ts';
import { containerPlaces } from '../facts/container-faults.ts';
import type { Workload } from '../../model/workload.ts';

type Kind = readonly [kind: string, group: string];

const parts: readonly { readonly name: string; readonly kinds: readonly Kind[] }[] = [
  {
    name: 'certificates',
    kinds: [
      ['Certificate', 'cert-manager.io'],
      ['ClusterIssuer', 'cert-manager.io'],
    ],
  },
  {
    name: 'backups',
    kinds: [
      ['Schedule', 'velero.io'],
      ['VolumeSnapshotClass', 'snapshot.storage.k8s.io'],
    ],
  },
  {
    name: 'a service mesh',
    kinds: [
      ['PeerAuthentication', 'security.istio.io'],
      ['ServerAuthorization', 'policy.linkerd.io'],
    ],
  },
];

function has(inventory: Inventory, kinds: readonly Kind[]): boolean {
  return kinds.some(([kind, group]) => objectsOfKind(inventory, kind, group).length > 0);
}

function isApiServer(workload: Workload): boolean {
  const programs = containerPlaces(workload).map(({ container }) => (container.command ?? container.args ?? [])[0] ?? '');
  return isStaticPod(workload.object) && programs.some((program) => /(?:^|\/)kube-apiserver$/.test(program));
}

export const hardeningLayersUnseen = defineCheck({
  id: 'hardening-layers-unseen',
  title: 'Nodes of this control plane are not in the input',
  why: 'A hardened API server says nothing of the kubelets below it: one that answers anonymous requests gives every pod of its node away. What was not looked at is not known to be safe.',
  remedy: 'Scan the kubelet configuration, the certificates and the backups as well.',
  severity: 'info',
  layer: 'infrastructure',
  threats: ['unauthorized-access', 'container-escape'],
  references: ['https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/'],
  aliases: [],
  appliesTo: 'workload',
  applicable: (workload) => isApiServer(workload),
  evaluate: (_, { inventory }) => {
    if (has(inventory, [['KubeletConfiguration', 'kubelet.config.k8s.io']])) return [];
    const missing = ['the kubelet configuration', ...parts.filter(({ kinds }) => !has(inventory, kinds)).map(({ name }) => name)];
    const advice = 'Scan a node’s folders with --root, or put these files beside the manifests.';
    return [advised('', 'layers of the cluster are not in the input', `not in the input: ${missing.join(', ')}`, advice)];
  },
});
