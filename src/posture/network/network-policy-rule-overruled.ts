// SPDX-License-Identifier: Apache-2.0
// Reads the rules of network policies of every kind, in the order in which they are evaluated: none may stand behind a rule that decides
// otherwise on all that it matches. The engine knows the order of tiers, policies and rules.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { overruledRules, ruleText } from '../facts/covered-rules.ts';
import { networkPolicyKinds } from '../facts/flow-rules.ts';

const said = { allow: 'allows', deny: 'denies', pass: 'passes on' } as const;

export const networkPolicyRuleOverruled = defineCheck({
  id: 'network-policy-rule-overruled',
  title: 'Rule of a policy is never reached',
  why: 'A rule before it decides otherwise on everything that it matches. What it denies comes in all the same, or what it allows does not, and the policy reads as if it were in force.',
  remedy: 'Put the rule before the one that decides, make that one narrower, or take this one away.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack'],
  references: [
    'https://docs.tigera.io/calico/latest/network-policy/policy-tiers/tiered-policy',
    'https://network-policy-api.sigs.k8s.io/api-overview/',
    'https://docs.cilium.io/en/stable/security/policy/language/#deny-policies',
  ],
  aliases: [],
  appliesTo: { kinds: networkPolicyKinds },
  evaluate: (object, { inventory }) =>
    overruledRules(inventory, object).map(({ pointer, action, by }) =>
      advised(
        pointer,
        'a rule before it decides otherwise',
        `${ruleText(by, object)} ${said[by.action]} before it all that this rule ${said[action]}`,
        'Give this rule the earlier place or its policy the smaller order or priority, if it is meant; remove it otherwise.',
      ),
    ),
});
