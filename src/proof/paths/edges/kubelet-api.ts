// SPDX-License-Identifier: Apache-2.0
import { powers } from '../../../posture/facts/rbac-powers.ts';
import type { Foothold } from '../foothold.ts';
import { rightEdge } from '../right-edge.ts';
import type { World } from '../world.ts';

export const kubeletApi = rightEdge({
  id: 'kubelet-api',
  title: 'Run commands in Pods through the kubelet',
  reason:
    'nodes/proxy reaches the whole API of the kubelet, which runs commands in every Pod of the node, past admission and the audit log. The verb get is enough, since a WebSocket is opened by GET.',
  condition: 'None.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes'],
  permission: powers.nodeProxy.permissions[0],
  clusterWide: true,
  may: 'use the API of kubelets',
  to: (_, { footholds }) => footholds.pods(''),
  toNamed: (name, _, world) => podsOn(name, world),
});

function podsOn(node: string, { pods }: World): Foothold[] {
  return pods.flatMap(({ foothold, nodes }) => (nodes.includes(node) ? foothold : []));
}
