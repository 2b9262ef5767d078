// SPDX-License-Identifier: Apache-2.0
// NetworkPolicy, asked about one packet.
import type { KubernetesPeer, KubernetesPolicy, KubernetesPort } from './bodies.ts';
import { addressOf, hasNamedPort, inBlock, isHost, isPorted, labelsMatch, namespaceLabels, plainPod } from './matching.ts';
import type { Question, Tier } from './question.ts';
import type { Packet } from './world.ts';

export function kubernetesTier(question: Question): Tier {
  return {
    order: 1_000_000,
    name: 'default',
    say: () => {
      const selecting = selectingPolicies(question);
      if (selecting.length === 0) return undefined;
      return selecting.some((policy) => policyAllows(policy, question)) ? 'allow' : 'deny';
    },
  };
}

export function selectingPolicies({ cluster, direction, own }: Question): KubernetesPolicy[] {
  return cluster.kubernetes.filter((policy) => {
    const types = policy.spec.policyTypes ?? ['Ingress', ...((policy.spec.egress ?? []).length > 0 ? ['Egress'] : [])];
    return (
      policy.metadata.namespace === own.namespace &&
      types.includes(direction === 'ingress' ? 'Ingress' : 'Egress') &&
      labelsMatch(policy.spec.podSelector, own.labels)
    );
  });
}

export function policyAllows(policy: KubernetesPolicy, question: Question): boolean {
  const { direction, packet } = question;
  return (policy.spec[direction] ?? []).some((rule) => {
    const peers = (direction === 'ingress' ? rule.from : rule.to) ?? [];
    const ports = rule.ports ?? [];
    return (
      (peers.length === 0 || peers.some((peer) => isPeer(peer, policy.metadata.namespace ?? '', question))) &&
      (ports.length === 0 || ports.some((port) => isPort(port, packet)))
    );
  });
}

function isPeer(peer: KubernetesPeer, namespace: string, { cluster, peer: other }: Question): boolean {
  if (peer.ipBlock) {
    if (cluster.plugin === 'cilium' && (plainPod(other) || isHost(other))) return false;
    const address = addressOf(other);
    return inBlock(address, peer.ipBlock.cidr) && !(peer.ipBlock.except ?? []).some((block) => inBlock(address, block));
  }
  const pod = plainPod(other);
  if (pod === undefined) return false;
  if (peer.podSelector && !labelsMatch(peer.podSelector, pod.labels)) return false;
  if (!peer.namespaceSelector) return pod.namespace === namespace;
  return labelsMatch(peer.namespaceSelector, namespaceLabels(cluster, pod.namespace));
}

function isPort(port: KubernetesPort, packet: Packet): boolean {
  if (!isPorted(packet) || (port.protocol ?? 'TCP') !== packet.protocol) return false;
  if (port.port === undefined) return true;
  if (typeof port.port === 'string') return hasNamedPort(packet, port.port);
  return port.port <= packet.number && packet.number <= (port.endPort ?? port.port);
}
