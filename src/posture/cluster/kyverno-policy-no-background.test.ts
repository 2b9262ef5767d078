// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { kyvernoPolicyNoBackground } from './kyverno-policy-no-background.ts';

test('a variable about the request needs the request', () => {
  const validate = { message: 'not by {{ request.userInfo.username }}' };
  const spec = { background: false, rules: [{ name: 'a', validate }] };
  const object = objectOf({ apiVersion: 'kyverno.io/v1', kind: 'ClusterPolicy', metadata: { name: 'a' }, spec });
  expect(evaluateOn(kyvernoPolicyNoBackground, [object]).findings).toEqual([]);
});
