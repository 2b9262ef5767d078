// SPDX-License-Identifier: Apache-2.0
// Reads podSelector (Kubernetes) and selector (Calico) of the peers of ingress rules, of the policy's own namespace; a peer that is
// told by its ServiceAccount too is allowed, and so are pods that an AuthorizationPolicy of Istio asks for the caller's certificate.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { flowRules, listField, policyKinds } from '../facts/flow-rules.ts';
import { compiled, exemplar, mightSelect, networkPolicy } from '../facts/network-policies.ts';
import { perInventory } from '../facts/per-inventory.ts';

export const networkPolicyLabelIdentity = defineCheck({
  id: 'network-policy-label-identity',
  title: 'Peer is whoever carries a label',
  why: 'Labels are no identity. Whoever may create or patch pods in the namespace gives one the label and is let in.',
  remedy:
    'Limit who may create and patch pods in the namespace, and let the server ask for an identity of its own: mutual TLS, or a token.',
  severity: 'info',
  layer: 'network',
  threats: ['network-attack', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
    'https://docs.tigera.io/calico/latest/network-policy/policy-rules/service-accounts',
  ],
  aliases: [],
  appliesTo: { kinds: policyKinds },
  applicable: (object, { inventory }) => !asksForCertificate(object, inventory),
  evaluate: (object) =>
    flowRules(object)
      .filter(({ direction, allows }) => direction === 'ingress' && allows)
      .flatMap(({ labelPeers }) =>
        labelPeers.map((path) => ({
          kind: 'fault' as const,
          path,
          reason: 'a label is the whole identity of the peer',
          detail: 'every pod of the namespace that carries these labels is let in, whoever made it',
          remedy: {
            kind: 'advice' as const,
            advice: 'Review who may create or patch pods here. Calico can select by ServiceAccount; a service mesh can ask for mutual TLS.',
          },
        })),
      ),
});

/** The AuthorizationPolicies of Istio that name principals, by namespace. */
const authorizations = perInventory((inventory) =>
  Map.groupBy(
    objectsOfKind(inventory, 'AuthorizationPolicy', 'security.istio.io').filter(({ body }) =>
      listField(field(body, 'spec'), 'rules').some((rule) =>
        listField(rule, 'from').some((from) =>
          ['principals', 'serviceAccounts'].some((key) => listField(field(from, 'source'), key).length > 0),
        ),
      ),
    ),
    ({ namespace }) => namespace,
  ),
);

function asksForCertificate(object: KubernetesObject, inventory: Inventory): boolean {
  const { podSelector } = networkPolicy(object);
  if (podSelector === undefined) return false;
  const labels = exemplar(podSelector);
  return (authorizations(inventory).get(object.namespace) ?? []).some(({ body }) => {
    const selector = compiled(field(field(body, 'spec'), 'selector') ?? {});
    return selector !== undefined && mightSelect(selector, labels);
  });
}
