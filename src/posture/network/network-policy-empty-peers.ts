// SPDX-License-Identifier: Apache-2.0
// Reads from and to of the rules of NetworkPolicies: a list that is written and empty is refused; where everybody is meant, leave it out.
import { isArray, type Json } from '../../model/json.ts';
import { valueAt } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { flowRules, portText } from '../facts/flow-rules.ts';

export const networkPolicyEmptyPeers = defineCheck({
  id: 'network-policy-empty-peers',
  title: 'An empty list of peers allows everybody',
  why: 'It reads like nobody and means everybody: Kubernetes takes an empty list of peers as one that was left out.',
  remedy: 'Name the peers; remove the rule where nobody is meant, and the list where everybody is.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack', 'data-exposure'],
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/'],
  aliases: [],
  followsFrom: [{ check: 'network-policy-opens-internal-port', at: '' }],
  yieldsTo: ['network-policy-dns-anywhere'],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  evaluate: (object) =>
    flowRules(object)
      .filter(({ peerPath }) => isEmptyList(valueAt(object.body, peerPath)))
      .map((rule) => ({
        kind: 'fault',
        path: rule.peerPath,
        reason: 'an empty list of peers',
        detail: `the rule allows ${rule.direction === 'ingress' ? 'everybody' : 'every destination, on the Internet too,'} on ${portText(rule)}`,
        remedy: {
          kind: 'advice',
          advice: 'Name the pods, namespaces or blocks of addresses that are meant. An empty list of rules, not of peers, allows nothing.',
        },
      })),
});

function isEmptyList(value: Json | undefined): boolean {
  return isArray(value) && value.length === 0;
}
