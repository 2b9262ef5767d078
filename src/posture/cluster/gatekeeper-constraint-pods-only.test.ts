// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperConstraintPodsOnly } from './gatekeeper-constraint-pods-only.ts';

test('workloads are matched too', () => {
  const constraint = objectOf({
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind: 'Shop',
    metadata: { name: 'a' },
    spec: { match: { kinds: [{ kinds: ['Pod'] }, { kinds: ['Deployment'] }] } },
  });
  expect(evaluateOn(gatekeeperConstraintPodsOnly, [constraint]).findings).toHaveLength(0);
});
