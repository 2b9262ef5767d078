// SPDX-License-Identifier: Apache-2.0
// Reads spec.enforcementAction and scopedEnforcementActions of a constraint: deny, dryrun, warn or scoped; scoped goes with a list, and the
// list with scoped; each of its enforcement points is one that Gatekeeper has.
import { field, stringField } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import { defineCheck, type Fault } from '../check.ts';
import { advised, replaced } from '../facts/advice.ts';
import { listField } from '../facts/flow-rules.ts';
import { constraintKinds, enforcementAction } from '../facts/gatekeeper.ts';

const actions: readonly string[] = ['deny', 'dryrun', 'warn'];
const points: ReadonlySet<string> = new Set(['validation.gatekeeper.sh', 'audit.gatekeeper.sh', 'gator.gatekeeper.sh', 'vap.k8s.io', '*']);

export const gatekeeperConstraintAction = defineCheck({
  id: 'gatekeeper-constraint-action',
  title: 'Constraint asks for an action that Gatekeeper does not take',
  why: 'Gatekeeper refuses the constraint, or takes it and enforces nothing: what it describes is admitted.',
  remedy: 'Write deny, dryrun or warn; or scoped with a list of actions and enforcement points.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://open-policy-agent.github.io/gatekeeper/website/docs/violations',
    'https://open-policy-agent.github.io/gatekeeper/website/docs/enforcement-points',
  ],
  aliases: [],
  appliesTo: { kinds: constraintKinds },
  evaluate: (constraint) => {
    const spec = field(constraint.body, 'spec');
    const action = enforcementAction(constraint);
    const scoped = listField(spec, 'scopedEnforcementActions');
    const faults = actionFault('/spec/enforcementAction', action, [...actions, 'scoped']);
    if (action === 'scoped' && scoped.length === 0) {
      const advice = 'List scopedEnforcementActions with their enforcementPoints, or write deny.';
      faults.push(
        advised('/spec/scopedEnforcementActions', 'scoped without a list', 'no action is listed for any enforcement point', advice),
      );
    }
    if (action !== 'scoped' && scoped.length > 0) {
      const note = 'The listed actions are then in force: look at what they refuse.';
      const path = '/spec/enforcementAction';
      const detail = `scopedEnforcementActions are ignored while enforcementAction is ${action}`;
      const isGiven = field(spec, 'enforcementAction') !== undefined;
      faults.push(
        isGiven
          ? replaced(path, 'a list that is ignored', detail, 'scoped', note)
          : advised(path, 'a list that is ignored', detail, 'Write enforcementAction: scoped.'),
      );
    }
    scoped.forEach((item, index) => {
      const path = `/spec/scopedEnforcementActions/${index}`;
      faults.push(...actionFault(`${path}/action`, stringField(item, 'action') ?? '', actions));
      listField(item, 'enforcementPoints').forEach((point, place) => {
        const name = stringField(point, 'name') ?? '';
        if (points.has(name)) return;
        const detail = `Gatekeeper has no enforcement point "${name.slice(0, 60)}"`;
        const advice = `Name one of ${[...points].join(', ')}.`;
        faults.push(advised(`${path}/enforcementPoints/${place}/name`, 'unknown enforcement point', detail, advice));
      });
    });
    return faults;
  },
});

function actionFault(path: Pointer, action: string, known: readonly string[]): Fault[] {
  if (known.includes(action)) return [];
  const meant = known.find((word) => word === action.toLowerCase().replace(/[^a-z]/g, ''));
  const detail = `"${action.slice(0, 40)}" is none of ${known.join(', ')}`;
  return [
    meant === undefined || action === ''
      ? advised(path, 'unknown action', detail, `Write one of ${known.join(', ')}.`)
      : replaced(path, 'unknown action', detail, meant, 'The constraint is then in force: look at what it refuses.'),
  ];
}
