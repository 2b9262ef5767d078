// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../../model/json.ts';
import type { Labels } from '../../model/selector.ts';
import type { FlowProtocol } from '../../model/flows/flow.ts';
import type { Peer, PeerRule, PolicyProposal } from './proposal.ts';

/** A NetworkPolicy of Calico: a rule has one peer and one protocol. */
export function calicoPolicy({ name, namespace, labels, ingress, egress }: PolicyProposal): JsonObject {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      selector: selectorText(labels),
      types: [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])],
      ...(ingress && { ingress: ingress.flatMap((rule) => rulesOf(rule, namespace, 'source')) }),
      ...(egress && { egress: egress.flatMap((rule) => rulesOf(rule, namespace, 'destination')) }),
    },
  };
}

function rulesOf({ peers, ports }: PeerRule, own: string, side: 'source' | 'destination'): JsonObject[] {
  const byProtocol = Map.groupBy(ports, ({ protocol }) => protocol);
  return peers.flatMap((peer) =>
    [...byProtocol].map(([protocol, group]): JsonObject => {
      const numbers = group.flatMap(({ port }) => port ?? []);
      const destination = { ...(side === 'destination' ? peerOf(peer, own) : {}), ...(numbers.length === 0 ? {} : { ports: numbers }) };
      return {
        action: 'Allow',
        protocol,
        ...versionOf(peer, protocol),
        ...(side === 'source' ? { source: peerOf(peer, own) } : {}),
        ...(Object.keys(destination).length === 0 ? {} : { destination }),
      };
    }),
  );
}

/** ICMP of version 6 is a protocol of its own, which follows the version of the addresses. */
function versionOf(peer: Peer, protocol: FlowProtocol): JsonObject | undefined {
  return protocol === 'ICMP' && peer.kind !== 'pods' && peer.block.cidr.includes(':') ? { protocol: 'ICMPv6' } : undefined;
}

function peerOf(peer: Peer, own: string): JsonObject {
  if (peer.kind !== 'pods') {
    const { cidr, except } = peer.block;
    return { nets: [cidr], ...(except.length === 0 ? {} : { notNets: [...except] }) };
  }
  const { namespace, labels } = peer;
  return {
    ...(namespace === own ? {} : { namespaceSelector: selectorText({ 'projectcalico.org/name': namespace }) }),
    selector: selectorText(labels),
  };
}

function selectorText(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key} == '${value}'`)
    .join(' && ');
}
