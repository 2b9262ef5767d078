// SPDX-License-Identifier: Apache-2.0
import type { Workload } from '../model/workload.ts';

const controlPlane: ReadonlySet<string> = new Set(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd']);

/**
 * Whether a Pod comes from the kubelet's own directory, or is the mirror of one that does: it has no ServiceAccount, and
 * is what the cluster stands on. Of files, those of the control plane are known, by the program they run.
 */
export function isStaticPod({ object, spec }: Workload): boolean {
  if (object.kind !== 'Pod') return false;
  if (Object.hasOwn(object.annotations, 'kubernetes.io/config.mirror')) return true;
  const program = spec.containers?.[0]?.command?.[0]?.split('/').at(-1);
  return object.namespace === 'kube-system' && program !== undefined && controlPlane.has(program);
}
