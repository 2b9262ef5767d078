// SPDX-License-Identifier: Apache-2.0
// Reads spec.enforcementAction and scopedEnforcementActions of a constraint that denies, and Gatekeeper's webhook in the input:
// it must have failurePolicy Fail, or the constraint must be enforced by a ValidatingAdmissionPolicy (vap.k8s.io) too.
import { field, isArray, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { constraintKinds, enforcementAction, failsClosed } from '../facts/gatekeeper.ts';

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
  evaluate: (constraint, { inventory }) => {
    const action = enforcementAction(constraint);
    const scoped = field(field(constraint.body, 'spec'), 'scopedEnforcementActions');
    const points = (isArray(scoped) ? scoped : []).flatMap((item) => field(item, 'enforcementPoints') ?? []).flat();
    const isBacked = points.some((point) => ['vap.k8s.io', '*'].includes(stringField(point, 'name') ?? ''));
    if ((action !== 'deny' && action !== 'scoped') || isBacked || failsClosed(inventory)) return [];
    const advice =
      'Give the input Gatekeeper’s ValidatingWebhookConfiguration with failurePolicy: Fail, or add the enforcement point vap.k8s.io.';
    return [
      advised(
        '/spec/scopedEnforcementActions',
        'relies on a webhook that may fail open',
        'no webhook of Gatekeeper in the input fails closed',
        advice,
      ),
    ];
  },
});
