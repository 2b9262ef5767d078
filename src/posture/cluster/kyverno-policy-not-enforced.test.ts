// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { kyvernoPolicyNotEnforced } from './kyverno-policy-not-enforced.ts';

test('the default of a rule is that of its policy, and that is Audit', () => {
  const spec = { rules: [{ name: 'a', validate: {} }] };
  const object = objectOf({ apiVersion: 'kyverno.io/v1', kind: 'Policy', metadata: { name: 'a', namespace: 'shop' }, spec });
  expect(evaluateOn(kyvernoPolicyNotEnforced, [object]).findings.map(({ detail }) => detail)).toEqual([
    'no action is set for a, and the default is Audit',
  ]);
});
