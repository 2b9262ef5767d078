// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperConstraintAction } from './gatekeeper-constraint-action.ts';

const remedies = (spec: object) => {
  const object = objectOf({ apiVersion: 'constraints.gatekeeper.sh/v1beta1', kind: 'K8sA', metadata: { name: 'a' }, spec: { ...spec } });
  return evaluateOn(gatekeeperConstraintAction, [object]).findings.map(({ remedy }) => remedy);
};

test.each([
  ['dry-run', 'dryrun'],
  ['DryRun', 'dryrun'],
  ['WARN', 'warn'],
])('%s is meant to be %s', (written, meant) => {
  expect(remedies({ enforcementAction: written })).toMatchObject([{ patch: [{ value: meant }] }]);
});

test('what nobody can guess is advice', () => {
  expect(remedies({ enforcementAction: 'block' })).toMatchObject([{ kind: 'advice' }]);
  expect(remedies({ scopedEnforcementActions: [{ action: 'deny', enforcementPoints: [] }] })).toMatchObject([{ kind: 'advice' }]);
});
