// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { kyvernoPolicyFailsOpen } from './kyverno-policy-fails-open.ts';

test('policies of CEL refuse too', () => {
  const spec = { failurePolicy: 'Ignore' };
  const object = objectOf({ apiVersion: 'policies.kyverno.io/v1', kind: 'ImageValidatingPolicy', metadata: { name: 'a' }, spec });
  expect(evaluateOn(kyvernoPolicyFailsOpen, [object]).findings).toHaveLength(1);
});
