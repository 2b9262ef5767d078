// SPDX-License-Identifier: Apache-2.0
// Reads the blocks of addresses of ingress rules. Where they are public addresses, the Services that select the pods must keep the
// client's address (externalTrafficPolicy: Local), or the policy must be Calico's for traffic before it is translated (preDNAT).
import { field, isObject, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { compileSelector, selects } from '../../model/selector.ts';
import { hintOf, indexSelectors } from '../../model/selector-index.ts';
import { defineCheck } from '../check.ts';
import { internalBlocks, liesIn, parseCidr } from '../../model/cidr.ts';
import { flowRules, isCalico, policyKinds } from '../facts/flow-rules.ts';
import { exemplar, networkPolicy } from '../facts/network-policies.ts';
import { perInventory } from '../facts/per-inventory.ts';

export const networkPolicySourceAddress = defineCheck({
  id: 'network-policy-source-address',
  title: 'Policy tells clients by addresses that the pod may never see',
  why: 'Load balancers and nodes replace the client’s address by their own before the packet reaches the pod. A block of bad addresses then blocks nobody, and the address of a node stands for everybody.',
  remedy:
    'Filter at the edge: load balancer, firewall or WAF. At the pod only with externalTrafficPolicy: Local and no proxy before it; in Calico by a preDNAT policy of the host endpoints.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack'],
  references: [
    'https://kubernetes.io/docs/tutorials/services/source-ip/',
    'https://docs.tigera.io/calico/latest/reference/host-endpoints/pre-dnat',
  ],
  aliases: [],
  appliesTo: { kinds: policyKinds },
  applicable: ({ body }) => field(field(body, 'spec'), 'preDNAT') !== true,
  evaluate: (object, { inventory }) => {
    const hasPublic = flowRules(object).some(
      ({ direction, blocks }) => direction === 'ingress' && blocks.some(({ cidr }) => isPublic(cidr)),
    );
    if (!hasPublic || keepsAddress(object, inventory)) return [];
    return [
      {
        kind: 'fault',
        path: '/spec/ingress',
        reason: 'public client addresses are matched at the pod',
        detail: 'unless every hop keeps the client’s address, the pod’s policy sees the address of a node or load balancer instead',
        remedy: {
          kind: 'advice',
          advice:
            'Move the filter to the edge, or set externalTrafficPolicy: Local on the Services that expose the pods and make sure that no proxy stands before them.',
        },
      },
    ];
  },
});

function isPublic(cidr: string): boolean {
  const block = parseCidr(cidr);
  return block !== undefined && block.prefix > 0 && !liesIn(block, internalBlocks);
}

/** The Services of each namespace that clients outside reach, with what they select. */
const exposedByNamespace = perInventory((inventory) => {
  const exposed = objectsOfKind(inventory, 'Service', '').flatMap(({ namespace, body }) => {
    const spec = field(body, 'spec');
    const matchLabels = field(spec, 'selector');
    const selector = isObject(matchLabels) ? compileSelector({ matchLabels }) : { invalid: '' };
    if ('invalid' in selector || !['LoadBalancer', 'NodePort'].includes(stringField(spec, 'type') ?? '')) return [];
    return [{ namespace, selector, keeps: field(spec, 'externalTrafficPolicy') === 'Local' }];
  });
  const byNamespace = Map.groupBy(exposed, ({ namespace }) => namespace);
  return new Map([...byNamespace].map(([namespace, all]) => [namespace, indexSelectors(all, ({ selector }) => hintOf(selector))]));
});

/** Whether the pods are exposed by Services that are known, each of which keeps the client's address. */
function keepsAddress(object: KubernetesObject, inventory: Inventory): boolean {
  const { podSelector } = networkPolicy(object);
  if (isCalico(object) || podSelector === undefined) return false;
  const labels = exemplar(podSelector);
  const exposing = (exposedByNamespace(inventory).get(object.namespace)?.candidates(labels) ?? []).filter(({ selector }) =>
    selects(selector, labels),
  );
  return exposing.length > 0 && exposing.every(({ keeps }) => keeps);
}
