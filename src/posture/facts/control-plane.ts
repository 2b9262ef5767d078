// SPDX-License-Identifier: Apache-2.0
// Pods and places that belong to the control plane itself.
import { commandInvocations } from '../../model/components/invocation.ts';
import { field, isArray, type Json, type JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { valueAt } from '../../model/pointer.ts';
import type { Cause } from '../check.ts';

/** Labels and taints of control-plane nodes: kubeadm's of today and before 1.24, and RKE's. */
export const controlPlaneRoles: ReadonlySet<string> = new Set(
  ['control-plane', 'master', 'controlplane', 'etcd'].map((role) => `node-role.kubernetes.io/${role}`),
);

/** What a Pod of the control plane lacks that was not made like kubeadm's: one cause for all of it. */
export const lackOfShape: readonly Cause[] = ['/hostNetwork', '/priorityClassName'].map((at) => ({ check: 'control-plane-pod-shape', at }));

const programs: ReadonlySet<string> = new Set(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler']);

/**
 * The API server, etcd and their like, by the labels that kubeadm and RKE2 give them or by the program they run. A file may leave
 * out the namespace; an etcd without one may be anybody's.
 */
export function isControlPlanePod({ kind, namespace, labels, body }: KubernetesObject): boolean {
  if (kind !== 'Pod' || (namespace !== 'kube-system' && namespace !== '')) return false;
  const isOwn = namespace === 'kube-system';
  if (isOwn && labels['tier'] === 'control-plane' && labels['component'] !== undefined) return true;
  return programsOf(body).some((program) => programs.has(program) || (isOwn && program === 'etcd'));
}

function programsOf(body: JsonObject): string[] {
  const containers = valueAt(body, '/spec/containers');
  return (isArray(containers) ? containers : []).flatMap((container) => {
    const words = ['command', 'args'].flatMap((key) => strings(field(container, key)).map((text) => ({ text, path: '' })));
    return commandInvocations(words, '').map(({ program }) => program);
  });
}

function strings(value: Json | undefined): string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A Pod that a kubelet runs from a file of its own, or the mirror of one in the API. */
export function isStaticPod(object: KubernetesObject): boolean {
  if (object.kind !== 'Pod') return false;
  const { annotations, body } = object;
  if (annotations['kubernetes.io/config.mirror'] !== undefined) return true;
  if (['file', 'http'].includes(annotations['kubernetes.io/config.source'] ?? '')) return true;
  const owners = valueAt(body, '/metadata/ownerReferences');
  if (isArray(owners) && owners.some((owner) => field(owner, 'kind') === 'Node')) return true;
  return isControlPlanePod(object) || (object.namespace === 'kube-system' && object.labels['tier'] === 'node');
}
