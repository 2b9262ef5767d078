// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../../model/json.ts';
import type { Peer, PeerRule, PolicyProposal } from './proposal.ts';

/** A CiliumNetworkPolicy. Empty rule lists would not isolate, so a direction without rules gets the one that matches nothing. */
export function ciliumPolicy({ name, namespace, labels, ingress, egress }: PolicyProposal): JsonObject {
  const rules = (from: readonly PeerRule[], way: 'from' | 'to') => {
    const written = from.flatMap((rule) => rulesOf(rule, namespace, way));
    return written.length === 0 ? [{}] : written;
  };
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name, namespace },
    spec: {
      endpointSelector: { matchLabels: { ...labels } },
      ...(ingress && { ingress: rules(ingress, 'from') }),
      ...(egress && { egress: rules(egress, 'to') }),
    },
  };
}

function rulesOf({ peers, ports }: PeerRule, own: string, way: 'from' | 'to'): JsonObject[] {
  const pods = peers.filter((peer) => peer.kind === 'pods');
  const blocks = peers.filter((peer) => peer.kind === 'block');
  // A rule has one kind of peer, and ICMP is a list beside that of ports.
  const sides: JsonObject[] = [
    ...(pods.length === 0 ? [] : [{ [`${way}Endpoints`]: pods.map((peer) => endpointOf(peer, own)) }]),
    ...(blocks.length === 0
      ? []
      : [
          {
            [`${way}CIDRSet`]: blocks.map(({ block: { cidr, except } }) => ({
              cidr,
              ...(except.length === 0 ? {} : { except: [...except] }),
            })),
          },
        ]),
    ...(peers.some(({ kind }) => kind === 'api-server') ? [{ [`${way}Entities`]: ['kube-apiserver'] }] : []),
  ];
  const numbered = ports.filter(({ protocol }) => protocol !== 'ICMP');
  const kinds: JsonObject[] = [
    ...(numbered.length === 0
      ? []
      : [{ toPorts: [{ ports: numbered.map(({ protocol, port = 0 }) => ({ port: String(port), protocol })) }] }]),
    ...(numbered.length === ports.length ? [] : [{ icmps: [{ fields: ['IPv4', 'IPv6'].flatMap((family) => echoes(family)) }] }]),
  ];
  return sides.flatMap((side) => kinds.map((kind) => ({ ...side, ...kind })));
}

/** Echo request, whose answer belongs to it. */
function echoes(family: string): JsonObject[] {
  return [{ family, type: family === 'IPv4' ? 8 : 128 }];
}

function endpointOf(peer: Peer & { readonly kind: 'pods' }, own: string): JsonObject {
  const { namespace, labels } = peer;
  return { matchLabels: { ...(namespace === own ? {} : { 'k8s:io.kubernetes.pod.namespace': namespace }), ...labels } };
}
