// SPDX-License-Identifier: Apache-2.0
// Reads spec.enforcementAction of a constraint: dryrun and warn let everything pass, as does scoped where no action that denies is for an
// enforcement point at admission.
import { field, type Json, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised, replaced } from '../facts/advice.ts';
import { listField } from '../facts/flow-rules.ts';
import { constraintKinds, enforcementAction } from '../facts/gatekeeper.ts';

export const gatekeeperConstraintNotEnforced = defineCheck({
  id: 'gatekeeper-constraint-not-enforced',
  title: 'Constraint refuses nothing',
  why: 'What the rule describes is admitted all the same. A dry run that was never ended looks like protection in every list of constraints.',
  remedy: 'Set enforcementAction: deny once the violations are gone.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/violations'],
  aliases: [],
  appliesTo: { kinds: constraintKinds },
  evaluate: (constraint) => {
    const action = enforcementAction(constraint);
    const scoped = listField(field(constraint.body, 'spec'), 'scopedEnforcementActions');
    if (action === 'scoped' && scoped.length > 0 && !scoped.some(deniesAtAdmission)) {
      const advice = 'Add an action deny for the enforcement point validation.gatekeeper.sh or vap.k8s.io.';
      return [advised('/spec/scopedEnforcementActions', 'constraint is not enforced', 'no action denies anything at admission', advice)];
    }
    if (action !== 'dryrun' && action !== 'warn') return [];
    const note = 'Look at status.violations first: what is listed there will be refused.';
    return [replaced('/spec/enforcementAction', 'constraint is not enforced', `enforcementAction is ${action}`, 'deny', note)];
  },
});

function deniesAtAdmission(item: Json): boolean {
  const points = listField(item, 'enforcementPoints').map((point) => stringField(point, 'name') ?? '');
  return stringField(item, 'action') === 'deny' && points.some((name) => ['validation.gatekeeper.sh', 'vap.k8s.io', '*'].includes(name));
}
