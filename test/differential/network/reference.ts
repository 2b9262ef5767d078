// SPDX-License-Identifier: Apache-2.0
// Whether one packet is allowed, written from the specifications, one policy after the other.
import type { Direction } from './question.ts';
import { kubernetesTier } from './reference-kubernetes.ts';
import { adminTier, baselineTier } from './reference-admin.ts';
import { calicoTiers } from './reference-calico.ts';
import { ciliumTier } from './reference-cilium.ts';
import { plainPod } from './matching.ts';
import type { Cluster, Packet, Sender } from './world.ts';

export function isAllowed(cluster: Cluster, packet: Packet): boolean {
  const { from, to } = packet;
  if ('pod' in from && 'pod' in to && from.pod === to.pod) return true;
  const [sender, receiver] = [plainPod(from), plainPod(to)];
  // A pod and its own node are never kept apart.
  if ((sender === undefined) !== (receiver === undefined) && nodeOf(from) !== undefined && nodeOf(from) === nodeOf(to)) return true;
  return passes(cluster, packet, 'egress') && passes(cluster, packet, 'ingress');
}

function nodeOf(sender: Sender): string | undefined {
  if ('pod' in sender) return sender.pod.node;
  return 'node' in sender ? sender.node.name : undefined;
}

export function passes(cluster: Cluster, packet: Packet, direction: Direction): boolean {
  const own = plainPod(direction === 'egress' ? packet.from : packet.to);
  if (own === undefined) return true;
  const question = { cluster, packet, direction, own, peer: direction === 'egress' ? packet.to : packet.from };
  const middle =
    cluster.plugin === 'calico' ? calicoTiers(question) : [cluster.plugin === 'cilium' ? ciliumTier(question) : kubernetesTier(question)];
  const tiers = [adminTier(question), ...middle, baselineTier(question)].toSorted(
    (a, b) => a.order - b.order || (a.name < b.name ? -1 : 1),
  );
  for (const { say } of tiers) {
    const word = say();
    if (word === 'allow') return true;
    if (word === 'deny') return false;
  }
  return true;
}
