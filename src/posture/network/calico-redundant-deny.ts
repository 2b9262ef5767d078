// SPDX-License-Identifier: Apache-2.0
// Reads the rules of Calico's policies: a Deny by addresses must come before some rule that might allow one of these addresses.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { overlapping, parseCidr } from '../../model/cidr.ts';
import { calicoPolicyKinds, type FlowRule, flowRules } from '../facts/flow-rules.ts';

export const calicoRedundantDeny = defineCheck({
  id: 'calico-redundant-deny',
  title: 'A Deny that changes nothing looks like protection',
  why: 'The rules after it allow only other addresses, and what none allows is dropped anyway. Whoever trusts the list of bad addresses overlooks that the list of good ones alone decides.',
  remedy: 'Remove the rule; or turn the policy round and allow everything after it, if bad addresses are to be the exception.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy#rule'],
  aliases: [],
  appliesTo: { kinds: calicoPolicyKinds },
  evaluate: (object) => {
    const rules = flowRules(object);
    return rules.flatMap((rule, index) => {
      const later = rules.slice(index + 1).filter(({ direction }) => direction === rule.direction);
      if (!isDenyByAddress(rule) || later.length === 0 || !later.every((next) => isApart(rule, next))) return [];
      return [
        {
          kind: 'fault' as const,
          path: rule.pointer,
          reason: 'the rules after it allow other addresses only',
          detail: `${rule.blocks.map(({ cidr }) => cidr).join(', ')} would be dropped without this rule too: the rules after it name other addresses`,
          remedy: removeRemedy(rule.pointer, 'Policies that come later in the tier may then allow these addresses.'),
        },
      ];
    });
  },
});

function isDenyByAddress({ rule, blocks }: FlowRule): boolean {
  return field(rule, 'action') === 'Deny' && blocks.length > 0;
}

/** Whether a later rule says nothing of the addresses that are denied: it allows others, or denies too. */
function isApart(denying: FlowRule, { rule, allows, blocks }: FlowRule): boolean {
  const action = field(rule, 'action');
  if (action === 'Deny' || action === 'Log') return true;
  if (!allows || blocks.length === 0) return false;
  return blocks.every((allowed) =>
    denying.blocks.every((denied) => {
      const [a, b] = [parseCidr(allowed.cidr), parseCidr(denied.cidr)];
      return a !== undefined && b !== undefined && !overlapping(a, b);
    }),
  );
}
