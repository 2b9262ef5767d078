// SPDX-License-Identifier: Apache-2.0
// Reads spec.enforcementAction and scopedEnforcementActions of the constraints that deny: the first that is not enforced by a
// ValidatingAdmissionPolicy (vap.k8s.io) too is told, for all of them rest on one webhook. Silent where that webhook is in the
// inventory: webhook-fails-open judges it.
import { field, isArray, stringField } from '../../model/json.ts';
import type { Inventory } from '../../model/inventory.ts';
import { groupOf, type KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { constraintKinds, enforcementAction, hasGatekeeperWebhook } from '../facts/gatekeeper.ts';
import { perInventory } from '../facts/per-inventory.ts';

export const gatekeeperConstraintFailsOpen = defineCheck({
  id: 'gatekeeper-constraint-fails-open',
  title: 'Nothing refuses while Gatekeeper is away',
  why: 'As its chart installs it, the webhook lets everything pass that it cannot answer in time. An attacker who overloads or evicts Gatekeeper has the time until it is back.',
  remedy:
    'Install Gatekeeper with validatingWebhookFailurePolicy: Fail and exemptions for the system, or enforce the constraint as ValidatingAdmissionPolicy as well.',
  severity: 'info',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://open-policy-agent.github.io/gatekeeper/website/docs/failing-closed',
    'https://open-policy-agent.github.io/gatekeeper/website/docs/validating-admission-policy',
  ],
  aliases: [],
  appliesTo: { kinds: constraintKinds },
  applicable: (_, { inventory }) => !hasGatekeeperWebhook(inventory),
  evaluate: (constraint, { inventory }) => {
    const { first, amount } = restingOnWebhook(inventory);
    if (constraint !== first) return [];
    const advice =
      'Give the input Gatekeeper’s ValidatingWebhookConfiguration with failurePolicy: Fail, or add the enforcement point vap.k8s.io.';
    const detail = `Gatekeeper’s webhook is not in the input, and ${amount === 1 ? 'this constraint' : `${amount} constraints, this among them,`} would not be enforced without it`;
    return [advised('/spec/scopedEnforcementActions', 'relies on a webhook that may fail open', detail, advice)];
  },
});

/** The constraints that refuse by the webhook alone. */
const restingOnWebhook = perInventory(({ objects }: Inventory) => {
  const resting = objects.filter((object) => groupOf(object.apiVersion) === 'constraints.gatekeeper.sh' && restsOnWebhook(object));
  return { first: resting[0], amount: resting.length };
});

function restsOnWebhook(constraint: KubernetesObject): boolean {
  const action = enforcementAction(constraint);
  const scoped = field(field(constraint.body, 'spec'), 'scopedEnforcementActions');
  const points = (isArray(scoped) ? scoped : []).flatMap((item) => field(item, 'enforcementPoints') ?? []).flat();
  const isBacked = points.some((point) => ['vap.k8s.io', '*'].includes(stringField(point, 'name') ?? ''));
  return (action === 'deny' || action === 'scoped') && !isBacked;
}
