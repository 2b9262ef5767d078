// SPDX-License-Identifier: Apache-2.0
// Reads the peers of ingress rules of NetworkPolicies: an empty namespaceSelector must have a podSelector beside it that asks for labels.
import { field, isObject } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { flowRules, portText } from '../facts/flow-rules.ts';
import { isSelectorOfAll } from '../facts/network-policies.ts';

export const networkPolicyEveryNamespace = defineCheck({
  id: 'network-policy-every-namespace',
  title: 'Policy lets in every pod of the cluster',
  why: 'An empty namespaceSelector selects all namespaces, those of other teams and those of tomorrow: the policy guards against nothing inside of the cluster.',
  remedy: 'Name the namespaces by kubernetes.io/metadata.name, and the pods in them.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors'],
  aliases: [],
  followsFrom: [{ check: 'network-policy-opens-internal-port', at: '' }],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  evaluate: (object) =>
    flowRules(object)
      .filter(({ direction }) => direction === 'ingress')
      .flatMap((rule) =>
        rule.peers
          .filter(({ peer }) => {
            const namespaces = field(peer, 'namespaceSelector');
            return isObject(namespaces) && isSelectorOfAll(namespaces) && isSelectorOfAll(field(peer, 'podSelector'));
          })
          .map(({ pointer }) => ({
            kind: 'fault',
            path: `${pointer}/namespaceSelector`,
            reason: 'every namespace is let in',
            detail: `the peer is every pod of every namespace, on ${portText(rule)}`,
            remedy: {
              kind: 'advice',
              advice:
                'Put kubernetes.io/metadata.name into matchLabels of the namespaceSelector, and the labels of the callers into a podSelector beside it.',
            },
          })),
      ),
});
