// SPDX-License-Identifier: Apache-2.0
// Reads the actions of the rules of GlobalNetworkPolicies: where all of them allow, denial is left to the end of the tier; a rule
// that denies or passes must say it.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { flowRules } from '../facts/flow-rules.ts';

export const calicoPolicyImplicitDeny = defineCheck({
  id: 'calico-policy-implicit-deny',
  title: 'Global policy leaves its denial to the end of the tier',
  why: 'What is not allowed goes on to the later policies of the tier, and any of them may allow it. Only at the end of the tier it is dropped, for pods alone: pods on the host network and host endpoints go by their own policies.',
  remedy: 'End each direction with a rule whose action is Deny, or Pass, and write policies for host endpoints where nodes are meant too.',
  severity: 'info',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://docs.tigera.io/calico/latest/network-policy/policy-tiers/tiered-policy'],
  aliases: [],
  appliesTo: { kinds: ['GlobalNetworkPolicy.projectcalico.org', 'GlobalNetworkPolicy.crd.projectcalico.org'] },
  applicable: (object) => flowRules(object).some(({ allows }) => allows),
  evaluate: (object) =>
    flowRules(object).some(({ rule }) => ['Deny', 'Pass'].includes(stringField(rule, 'action') ?? ''))
      ? []
      : [
          {
            kind: 'fault',
            path: '/spec/types',
            reason: 'no rule denies or passes',
            detail: 'the rules only allow; later policies of the tier may allow more, and host endpoints are not covered',
            remedy: {
              kind: 'advice',
              advice:
                'Add a last rule with action Deny to each direction that this policy is to settle; where others follow, say so with Pass.',
            },
          },
        ],
});
