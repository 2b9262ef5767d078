// SPDX-License-Identifier: Apache-2.0
// Reads podSelector of the NetworkPolicies of a namespace. Where policies limit who may connect to some pods, one with an empty
// podSelector must do so for all; the first policy of the namespace tells. Policies of every kind count that select a pod without labels.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { isolates } from '../facts/flow-rules.ts';
import { perInventory } from '../facts/per-inventory.ts';
import { isSelectorOfAll } from '../facts/network-policies.ts';
import { networkOf, plainPod, selectingPolicies } from '../facts/reachability.ts';

export const networkPolicyNoDefaultDeny = defineCheck({
  id: 'network-policy-no-default-deny',
  title: 'Policies guard some pods, and nothing guards the rest',
  why: 'A policy isolates only the pods that it selects. Every other pod of the namespace, and each that is added later, takes connections from the whole cluster.',
  remedy: 'Add a NetworkPolicy with an empty podSelector and no rules for ingress, and one for egress.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-traffic'],
  aliases: ['T1046'],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  evaluate: ({ namespace, body }, { inventory }) => {
    const restricting = restrictingByNamespace(inventory).get(namespace) ?? [];
    if (restricting[0]?.body !== body || hasDefault(inventory, namespace)) return [];
    return [
      {
        kind: 'fault',
        path: '/spec/ingress',
        reason: 'no policy denies ingress by default in the namespace',
        detail: `${restricting.length === 1 ? 'this policy selects' : `${restricting.length} policies select`} pods by label, and pods that none selects take every connection`,
        remedy: {
          kind: 'advice',
          advice:
            'Add a NetworkPolicy with podSelector: {} and policyTypes: [Ingress, Egress] to the namespace, and rules for what is needed.',
        },
      },
    ];
  },
});

/** The policies that limit who may connect to some pods of each namespace. */
const restrictingByNamespace = perInventory((inventory) =>
  Map.groupBy(
    objectsOfKind(inventory, 'NetworkPolicy', 'networking.k8s.io').filter(
      (object) => isolates(object, 'ingress') && !isSelectorOfAll(field(field(object.body, 'spec'), 'podSelector')),
    ),
    ({ namespace }) => namespace,
  ),
);

function hasDefault(inventory: Inventory, namespace: string): boolean {
  const pod = plainPod(inventory, namespace);
  return pod === undefined || selectingPolicies(networkOf(inventory), pod, 'ingress').length > 0;
}
