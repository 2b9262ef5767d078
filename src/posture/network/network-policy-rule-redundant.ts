// SPDX-License-Identifier: Apache-2.0
// Reads the rules of network policies of every kind: none may be covered by another that does the same, for the same pods or more, with
// the same peers or more, on the same ports or more. The engine compares them. Rules about DNS alone may be repeated.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { redundantRules, ruleText } from '../facts/covered-rules.ts';
import { networkPolicyKinds } from '../facts/flow-rules.ts';

export const networkPolicyRuleRedundant = defineCheck({
  id: 'network-policy-rule-redundant',
  title: 'Rule of a policy changes nothing beside a wider one',
  why: 'The narrow rule reads like a limit, and the wide one is what holds: whoever reviews the first thinks that nobody else comes in.',
  remedy: 'Take away the wider rule where the narrow one was meant, or this one.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  aliases: [],
  appliesTo: { kinds: networkPolicyKinds },
  evaluate: (object, { inventory }) =>
    redundantRules(inventory, object).map(({ pointer, action, by }) =>
      advised(
        pointer,
        'a wider rule does the same',
        `${ruleText(by, object)} ${action === 'deny' ? 'denies' : action === 'allow' ? 'allows' : 'passes on'} all that this rule does`,
        'Remove the wider rule where this one was to be the limit; otherwise remove this one.',
      ),
    ),
});
