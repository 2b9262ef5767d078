// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperConstraintNotEnforced } from './gatekeeper-constraint-not-enforced.ts';

test('each enforcement point has its own', () => {
  const constraint = objectOf({
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind: 'Shop',
    metadata: { name: 'a' },
    spec: { enforcementAction: 'scoped' },
  });
  expect(evaluateOn(gatekeeperConstraintNotEnforced, [constraint]).findings).toHaveLength(0);
});
