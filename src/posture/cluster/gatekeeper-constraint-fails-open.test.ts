// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperConstraintFailsOpen } from './gatekeeper-constraint-fails-open.ts';

test('an admission policy stands behind it', () => {
  const constraint = objectOf({
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind: 'Shop',
    metadata: { name: 'a' },
    spec: { enforcementAction: 'scoped', scopedEnforcementActions: [{ action: 'deny', enforcementPoints: [{ name: 'vap.k8s.io' }] }] },
  });
  expect(evaluateOn(gatekeeperConstraintFailsOpen, [constraint]).findings).toHaveLength(0);
});

test('of constraints on the same webhook one is told, for all', () => {
  const constraints = ['a', 'b'].map((name) =>
    objectOf({ apiVersion: 'constraints.gatekeeper.sh/v1beta1', kind: 'Shop', metadata: { name }, spec: { match: {} } }),
  );
  const { findings } = evaluateOn(gatekeeperConstraintFailsOpen, constraints);
  expect(findings.map(({ object, detail }) => [object.name, detail])).toEqual([
    ['a', 'Gatekeeper’s webhook is not in the input, and 2 constraints, this among them, would not be enforced without it'],
  ]);
});
