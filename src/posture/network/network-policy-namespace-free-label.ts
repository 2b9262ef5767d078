// SPDX-License-Identifier: Apache-2.0
// Reads namespaceSelector of the peers of ingress rules: they must ask for kubernetes.io/metadata.name. Labels that stand for the
// name are told by a check of their own.
import { defineCheck } from '../check.ts';
import { isNameLabel, namespaceRequirements } from '../facts/namespace-peers.ts';

export const networkPolicyNamespaceFreeLabel = defineCheck({
  id: 'network-policy-namespace-free-label',
  title: 'Policy lets in whatever namespace carries a label',
  why: 'Whoever may edit a namespace, as self-service platforms allow for one’s own, gives it the label and reaches these pods.',
  remedy: 'Name the namespaces by kubernetes.io/metadata.name, or let an admission policy guard the label.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name'],
  aliases: [],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  evaluate: (object) => {
    const free = namespaceRequirements(object).filter(({ direction, key }) => direction === 'ingress' && !isNameLabel(key));
    return [...Map.groupBy(free, ({ pointer }) => pointer)].map(([path, requirements]) => ({
      kind: 'fault',
      path,
      reason: 'namespaces are let in by a label that can be set freely',
      detail: `${requirements.map(({ key, values }) => (values.length === 0 ? key : `${key}=${values.join('|')}`)).join(' and ')} can be set on any namespace by whoever may edit it`,
      remedy: {
        kind: 'advice',
        advice:
          'List the namespaces by name: matchExpressions with key kubernetes.io/metadata.name, operator In. Review whether they need to get in at all.',
      },
    }));
  },
});
