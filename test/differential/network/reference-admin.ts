// SPDX-License-Identifier: Apache-2.0
// AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy, asked about one packet.
import type { AdminPeer, AdminPolicy, AdminPort, AdminRule, PodsPeer } from './bodies.ts';
import { addressOf, hasNamedPort, inBlock, isHost, isPorted, labelsMatch, namespaceLabels, plainPod } from './matching.ts';
import type { Question, Tier, Word } from './question.ts';
import type { Cluster, Packet, Pod } from './world.ts';

export function adminTier(question: Question): Tier {
  const policies = question.cluster.admin.filter(
    ({ kind, spec }) => kind === 'AdminNetworkPolicy' || (kind === 'ClusterNetworkPolicy' && spec.tier === 'Admin'),
  );
  return { order: 1000, name: 'Admin', say: () => first(policies, question) };
}

export function baselineTier(question: Question): Tier {
  const policies = question.cluster.admin.filter(
    ({ kind, spec }) => kind === 'BaselineAdminNetworkPolicy' || (kind === 'ClusterNetworkPolicy' && spec.tier === 'Baseline'),
  );
  return { order: 10_000_000, name: 'Baseline', say: () => first(policies, question) };
}

function first(policies: readonly AdminPolicy[], question: Question): Word {
  const sorted = policies.toSorted((a, b) => (a.spec.priority ?? 1001) - (b.spec.priority ?? 1001));
  for (const policy of sorted) {
    if (!isPod(policy.spec.subject, question.own, question.cluster)) continue;
    for (const rule of policy.spec[question.direction] ?? []) {
      if (!matches(rule, question)) continue;
      return rule.action === 'Deny' ? 'deny' : rule.action === 'Pass' ? 'pass' : 'allow';
    }
  }
  return undefined;
}

function matches(rule: AdminRule, question: Question): boolean {
  const peers = (question.direction === 'ingress' ? rule.from : rule.to) ?? [];
  const ports = rule.ports ?? rule.protocols ?? [];
  return peers.some((peer) => isPeer(peer, question)) && (ports.length === 0 || ports.some((port) => isPort(port, question.packet)));
}

function isPeer(peer: AdminPeer, { cluster, peer: other }: Question): boolean {
  if (peer.networks) return peer.networks.some((block) => inBlock(addressOf(other), block));
  if (peer.nodes) {
    const name = 'node' in other ? other.node.name : 'pod' in other && isHost(other) ? other.pod.node : undefined;
    const node = cluster.nodes.find((one) => one.name === name);
    return node !== undefined && labelsMatch(peer.nodes, node.labels);
  }
  const pod = plainPod(other);
  return pod !== undefined && isPod(peer, pod, cluster);
}

function isPod(value: PodsPeer, pod: Pod, cluster: Cluster): boolean {
  const labels = namespaceLabels(cluster, pod.namespace);
  if (value.namespaces) return labelsMatch(value.namespaces, labels);
  return value.pods !== undefined && labelsMatch(value.pods.namespaceSelector, labels) && labelsMatch(value.pods.podSelector, pod.labels);
}

function isPort(port: AdminPort, packet: Packet): boolean {
  if (!isPorted(packet)) return false;
  const name = port.namedPort ?? port.destinationNamedPort;
  if (name !== undefined) return hasNamedPort(packet, name);
  const inRange = (protocol: string | undefined, from: number, to: number) =>
    (protocol ?? 'TCP') === packet.protocol && from <= packet.number && packet.number <= to;
  if (port.portNumber) return inRange(port.portNumber.protocol, port.portNumber.port, port.portNumber.port);
  if (port.portRange) return inRange(port.portRange.protocol, port.portRange.start, port.portRange.end);
  for (const [protocol, said] of [
    ['TCP', port.tcp],
    ['UDP', port.udp],
    ['SCTP', port.sctp],
  ] as const) {
    if (said === undefined || protocol !== packet.protocol) continue;
    if (said.destinationPort === undefined) return true;
    const { number, range } = said.destinationPort;
    if (range) return inRange(protocol, range.start, range.end);
    return number !== undefined && inRange(protocol, number, number);
  }
  return false;
}
