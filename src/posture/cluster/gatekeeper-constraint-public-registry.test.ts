// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperConstraintPublicRegistry } from './gatekeeper-constraint-public-registry.ts';

test('the empty prefix admits everything', () => {
  const constraint = objectOf({
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind: 'Shop',
    metadata: { name: 'a' },
    spec: { parameters: { repos: [''] } },
  });
  expect(evaluateOn(gatekeeperConstraintPublicRegistry, [constraint]).findings).toHaveLength(1);
});
