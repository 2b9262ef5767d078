// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../../model/json.ts';
import type { Block } from './blocks.ts';
import type { Peer, PeerRule, PolicyPort, PolicyProposal } from './proposal.ts';

/** A NetworkPolicy. It cannot say anything of ICMP: whether that passes is for the plugin. */
export function kubernetesPolicy({ name, namespace, labels, ingress, egress }: PolicyProposal): JsonObject {
  const rules = (from: readonly PeerRule[], key: 'from' | 'to') =>
    from.flatMap(({ peers, ports }): JsonObject[] => {
      const spoken = ports.filter(({ protocol }) => protocol !== 'ICMP');
      return spoken.length === 0 ? [] : [{ [key]: peers.map((peer) => peerOf(peer, namespace)), ports: spoken.map(portOf) }];
    });
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: { ...labels } },
      policyTypes: [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])],
      ...(ingress && { ingress: rules(ingress, 'from') }),
      ...(egress && { egress: rules(egress, 'to') }),
    },
  };
}

function peerOf(peer: Peer, own: string): JsonObject {
  if (peer.kind !== 'pods') return { ipBlock: blockOf(peer.block) };
  const { namespace, labels } = peer;
  return {
    // The label that the API server itself sets, and nobody else can.
    ...(namespace === own ? {} : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }),
    podSelector: { matchLabels: { ...labels } },
  };
}

function blockOf({ cidr, except }: Block): JsonObject {
  return { cidr, ...(except.length === 0 ? {} : { except: [...except] }) };
}

function portOf({ protocol, port = 0 }: PolicyPort): JsonObject {
  return { protocol, port };
}
