// SPDX-License-Identifier: Apache-2.0
// Reads ingress rules of NetworkPolicies that select every pod of their namespace: a peer that names other namespaces must name
// the pods in them too.
import { field, isObject, type Json } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { flowRules, portText } from '../facts/flow-rules.ts';
import { isSelectorOfAll } from '../facts/network-policies.ts';

export const networkPolicyWholeNamespacePeer = defineCheck({
  id: 'network-policy-whole-namespace-peer',
  title: 'Every pod of another namespace reaches every pod of this one',
  why: 'Whoever takes over any pod over there reaches all pods here: a scraper needs one port, and its neighbours none.',
  remedy: 'Add a podSelector to the peer, and let the policy select the pods that are to be reached.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors'],
  aliases: [],
  followsFrom: [{ check: 'network-policy-opens-internal-port', at: '' }],
  yieldsTo: ['network-policy-every-namespace'],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  applicable: ({ body }) => isSelectorOfAll(field(field(body, 'spec'), 'podSelector')),
  evaluate: (object) =>
    flowRules(object)
      .filter(({ direction, peers }) => direction === 'ingress' && peers.some(({ peer }) => isWholeNamespace(peer)))
      .map((rule) => ({
        kind: 'fault',
        path: rule.pointer,
        reason: 'whole namespaces are let in to every pod',
        detail: `any pod of the namespaces named may connect to every pod of this namespace on ${portText(rule)}`,
        remedy: {
          kind: 'advice',
          advice: 'Put a podSelector into the same peer as the namespaceSelector, and keep the ports to those that the caller needs.',
        },
      })),
});

function isWholeNamespace(peer: Json): boolean {
  return isObject(field(peer, 'namespaceSelector')) && isSelectorOfAll(field(peer, 'podSelector'));
}
