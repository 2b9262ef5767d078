// SPDX-License-Identifier: Apache-2.0
// Reads spec.tier of Calico's policies: the Tier exists, or is one of Calico's own. Of files that is asked only where they hold Tiers.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { calicoPolicyKinds, isCalico } from '../facts/flow-rules.ts';
import { perInventory } from '../facts/per-inventory.ts';

const own: readonly string[] = ['', 'default', 'adminnetworkpolicy', 'baselineadminnetworkpolicy', 'kube-admin', 'kube-baseline'];

const tiersOf = perInventory(
  (inventory: Inventory) =>
    new Set(
      objectsOfKind(inventory, 'Tier')
        .filter(isCalico)
        .map(({ name }) => name),
    ),
);

export const calicoPolicyUnknownTier = defineCheck({
  id: 'calico-policy-unknown-tier',
  title: 'Policy is in a tier that does not exist',
  why: 'Calico refuses a policy whose tier it does not have, or keeps it without effect until somebody makes the tier, with an order of his choice.',
  remedy: 'Correct spec.tier, or add the Tier with its order.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://docs.tigera.io/calico/latest/network-policy/policy-tiers/tiered-policy'],
  aliases: [],
  appliesTo: { kinds: calicoPolicyKinds },
  applicable: ({ origin }, { inventory }) => origin.kind === 'cluster' || tiersOf(inventory).size > 0,
  evaluate: ({ body }, { inventory }) => {
    const tier = stringField(field(body, 'spec'), 'tier') ?? '';
    if (own.includes(tier) || tiersOf(inventory).has(tier)) return [];
    return [
      advised(
        '/spec/tier',
        'the tier does not exist',
        `there is no Tier ${tier}`,
        `Add a Tier ${tier} with an order, or name one that exists.`,
      ),
    ];
  },
});
