// SPDX-License-Identifier: Apache-2.0
// Reads spec.enforcementAction of a constraint: dryrun and warn let everything pass.
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';
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
    if (action !== 'dryrun' && action !== 'warn') return [];
    const note = 'Look at status.violations first: what is listed there will be refused.';
    return [replaced('/spec/enforcementAction', 'constraint is not enforced', `enforcementAction is ${action}`, 'deny', note)];
  },
});
