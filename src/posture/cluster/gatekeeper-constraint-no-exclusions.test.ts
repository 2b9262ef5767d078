// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperConstraintNoExclusions } from './gatekeeper-constraint-no-exclusions.ts';

test('nothing is refused in a dry run', () => {
  const constraint = objectOf({
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind: 'Shop',
    metadata: { name: 'a' },
    spec: { enforcementAction: 'dryrun' },
  });
  expect(evaluateOn(gatekeeperConstraintNoExclusions, [constraint]).findings).toHaveLength(0);
});
