// SPDX-License-Identifier: Apache-2.0
// Reads spec.order of Calico's Tiers: below that of the tier default, 1000000. Without an order a tier comes last.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';

const defaultOrder = 1_000_000;
const own: ReadonlySet<string> = new Set(['default', 'adminnetworkpolicy', 'baselineadminnetworkpolicy', 'kube-admin', 'kube-baseline']);

export const calicoTierOrder = defineCheck({
  id: 'calico-tier-order',
  title: 'Tier comes after the one that decides everything',
  why: 'The tier default holds the policies of Kubernetes and drops what they do not allow: traffic of pods that any policy selects never gets to a later tier, and what its policies deny may have been allowed before.',
  remedy: 'Give the tier an order below 1000000.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://docs.tigera.io/calico/latest/reference/resources/tier'],
  aliases: [],
  appliesTo: { kinds: ['Tier.projectcalico.org', 'Tier.crd.projectcalico.org'] },
  applicable: ({ name }) => !own.has(name),
  evaluate: ({ name, body }) => {
    const order = field(field(body, 'spec'), 'order');
    if (typeof order === 'number' && order < defaultOrder) return [];
    const detail = `tier ${name} ${typeof order === 'number' ? `has the order ${order}` : 'has no order'}, and default has ${defaultOrder}`;
    return [advised('/spec/order', 'after the tier default', detail, 'Set spec.order by its place among the other tiers: 100, 200, ….')];
  },
});
