// SPDX-License-Identifier: Apache-2.0
// Reads order of Calico's policies, where it decides what is denied: of every GlobalNetworkPolicy, and of a NetworkPolicy with
// rules that deny. Without it a policy comes last, after those of Kubernetes, which have the order 1000.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { calicoPolicyKinds, flowRules } from '../facts/flow-rules.ts';

export const calicoPolicyWithoutOrder = defineCheck({
  id: 'calico-policy-without-order',
  title: 'Calico applies the policy after all others',
  why: 'The first policy with a rule that fits decides. Without an order every NetworkPolicy of Kubernetes (order 1000) comes before: what a tenant allows there is never denied here, and among policies without order the name decides.',
  remedy: 'Give the policy an order below 1000, or a tier of its own, where it is to have the say.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy#spec'],
  aliases: [],
  appliesTo: { kinds: calicoPolicyKinds },
  applicable: (object) => object.kind.includes('Global') || flowRules(object).some(({ rule }) => field(rule, 'action') === 'Deny'),
  evaluate: (object) => {
    const spec = field(object.body, 'spec');
    if (typeof (field(spec, 'order') ?? null) === 'number') return [];
    const tier = field(spec, 'tier');
    if (typeof tier === 'string' && tier !== '' && tier !== 'default') return [];
    const isDenying = flowRules(object).some(({ rule }) => field(rule, 'action') === 'Deny');
    return [
      {
        kind: 'fault',
        path: '/spec/order',
        reason: 'no order',
        detail: `the policy comes after every NetworkPolicy of Kubernetes${isDenying ? ', which may allow what its rules deny' : ''}`,
        remedy: {
          kind: 'advice',
          advice:
            'Set spec.order: below 1000 before the policies of Kubernetes, above to be the last word; a tier of its own comes before all of them.',
        },
      },
    ];
  },
});
