// SPDX-License-Identifier: Apache-2.0
// Reads namespaceSelector of the peers of ingress rules: they must ask for kubernetes.io/metadata.name, in Calico's also for
// projectcalico.org/name. In Kubernetes' policies labels that stand for the name are told by a check of their own.
import { defineCheck, type Fault } from '../check.ts';
import { isCalico, policyKinds } from '../facts/flow-rules.ts';
import { calicoNamespaceLabels, isNameLabel, namespaceRequirements } from '../facts/namespace-peers.ts';

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
  appliesTo: { kinds: policyKinds },
  evaluate: (object) => {
    const free = namespaceRequirements(object).filter(({ direction, key }) => direction === 'ingress' && !isNameLabel(key));
    const ofKubernetes = [...Map.groupBy(free, ({ pointer }) => pointer)].map(([path, requirements]) =>
      faultAt(
        path,
        requirements.map(({ key, values }) => (values.length === 0 ? key : `${key}=${values.join('|')}`)),
        'matchExpressions with key kubernetes.io/metadata.name, operator In',
      ),
    );
    const ofCalico = isCalico(object)
      ? calicoNamespaceLabels(object).map(({ pointer, keys }) => faultAt(pointer, keys, 'projectcalico.org/name in { "a", "b" }'))
      : [];
    return [...ofKubernetes, ...ofCalico];
  },
});

function faultAt(path: string, labels: readonly string[], byName: string): Fault {
  return {
    kind: 'fault',
    path,
    reason: 'namespaces are let in by a label that can be set freely',
    detail: `${labels.join(' and ')} can be set on any namespace by whoever may edit it`,
    remedy: {
      kind: 'advice',
      advice: `List the namespaces by name: ${byName}. Review whether they need to get in at all.`,
    },
  };
}
