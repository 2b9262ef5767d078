// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperConstraintListedNamespaces } from './gatekeeper-constraint-listed-namespaces.ts';

test('an empty list', () => {
  const constraint = objectOf({
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind: 'Shop',
    metadata: { name: 'a' },
    spec: { match: { namespaces: [] } },
  });
  expect(evaluateOn(gatekeeperConstraintListedNamespaces, [constraint]).findings).toHaveLength(0);
});
