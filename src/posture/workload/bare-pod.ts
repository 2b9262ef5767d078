// SPDX-License-Identifier: Apache-2.0
// Reads kind and metadata.ownerReferences of Pods: an owner with controller: true is wanted. Silent for static pods and
// their mirrors, for what else stands in kube-system as a Pod on the network of the node, and for the hooks of Helm.
import { field, isArray } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { valueAt } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { isStaticPod } from '../facts/control-plane.ts';

export const barePod = defineCheck({
  id: 'bare-pod',
  title: 'Pod has no controller',
  why: 'Nobody replaces the Pod when its node fails, and nobody rolls a patched image out to it. Bare Pods are what people start by hand and forget, and what intruders leave behind.',
  remedy: 'Let a Deployment, StatefulSet, DaemonSet or Job make the Pod, or delete it.',
  severity: 'low',
  layer: 'workload',
  threats: ['supply-chain', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/configuration/overview/#naked-pods-vs-replicasets-deployments-and-jobs'],
  aliases: ['C-0073'],
  appliesTo: { kinds: ['Pod'] },
  applicable: (pod) => !isStaticPod(pod) && !isNodeService(pod) && pod.annotations['helm.sh/hook'] === undefined,
  evaluate: ({ body }) => {
    const owners = valueAt(body, '/metadata/ownerReferences');
    if (isArray(owners) && owners.some((owner) => field(owner, 'controller') === true)) return [];
    return [
      {
        kind: 'fault',
        path: '/kind',
        reason: 'the Pod has no controller',
        detail: 'no owner reference names a controller',
        remedy: {
          kind: 'advice',
          advice: 'Make it the template of a Deployment, or of a Job where it runs once; delete it where nobody needs it.',
        },
      },
    ];
  },
});

/** A manifest for the folder of static pods, such as a virtual address of the API server. */
function isNodeService({ namespace, body }: KubernetesObject): boolean {
  return namespace === 'kube-system' && valueAt(body, '/spec/hostNetwork') === true;
}
