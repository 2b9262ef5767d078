// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';
import { gateOf } from '../namespace-gate.ts';

export const newPodNode = defineEdge({
  id: 'new-pod-node',
  title: 'Make the new Pod privileged, on the node of choice',
  reason:
    'A privileged Pod, or one with the processes or the files of its node, is root on the node. Its author chooses the node by nodeName or nodeSelector, and tolerates every taint: one of the control plane as well.',
  condition:
    'The namespace enforces neither baseline nor restricted. Whether other webhooks and policies refuse such a Pod only they know.',
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
  ],
  length: 1,
  *stepsOf(world): Generator<Step> {
    const { footholds, namespaces } = world;
    for (const namespace of namespaces) {
      const { admits, how, object, assumes, removable } = gateOf(world, namespace);
      if (admits === 'no') continue;
      yield {
        from: footholds.newPods(namespace),
        to: footholds.anyNode(),
        how: how === '' ? 'is privileged' : `is privileged: ${how}`,
        assumes,
        removables: removable === undefined ? [] : [removable],
        ...(object === undefined ? {} : { object, pointer: '/metadata/labels' }),
      };
    }
  },
});
