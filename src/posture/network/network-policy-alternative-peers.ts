// SPDX-License-Identifier: Apache-2.0
// Reads the peers of ingress rules of NetworkPolicies: a peer with a namespaceSelector alone, followed by one with a podSelector alone,
// is an either-or. Written as one peer, both must hold.
import { field, isObject, type Json } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { flowRules } from '../facts/flow-rules.ts';
import { isSelectorOfAll } from '../facts/network-policies.ts';

export const networkPolicyAlternativePeers = defineCheck({
  id: 'network-policy-alternative-peers',
  title: 'Peers are alternatives where both were meant',
  why: 'A dash too many turns "these pods of that namespace" into "every pod of that namespace, or these pods of this one": whoever runs anything over there is let in.',
  remedy: 'Write namespaceSelector and podSelector into one peer where both must hold.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors'],
  aliases: [],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  evaluate: (object) =>
    flowRules(object).flatMap(({ direction, peers, peerPath }) => {
      const [first, second] = peers;
      if (direction !== 'ingress' || peers.length !== 2 || first === undefined || second === undefined) return [];
      const namespaces = field(first.peer, 'namespaceSelector');
      const pods = field(second.peer, 'podSelector');
      if (!isAlone(first.peer, 'namespaceSelector') || !isAlone(second.peer, 'podSelector') || isSelectorOfAll(pods)) return [];
      return [
        {
          kind: 'fault' as const,
          path: second.pointer,
          reason: 'two peers where one may be meant',
          detail: 'every pod of the namespaces of the first peer is let in, and of this namespace the pods of the second',
          remedy: patchRemedy(
            [{ op: 'replace', path: peerPath, value: [{ namespaceSelector: namespaces ?? {}, podSelector: pods ?? {} }] }],
            'Where the alternative is meant, keep it and accept the finding.',
          ),
        },
      ];
    }),
});

function isAlone(peer: Json, key: string): boolean {
  return isObject(peer) && isObject(field(peer, key)) && Object.keys(peer).length === 1;
}
