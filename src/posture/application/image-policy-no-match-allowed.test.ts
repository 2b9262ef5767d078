// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyNoMatchAllowed } from './image-policy-no-match-allowed.ts';

test('a warning lets pass, and the example that comes with it is text', () => {
  const found = (data: Record<string, string>) => {
    const object = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config-policy-controller' }, data });
    return evaluateOn(imagePolicyNoMatchAllowed, [object]).findings.length;
  };
  expect(found({ 'no-match-policy': 'warn' })).toBe(1);
  expect(found({ _example: 'no-match-policy: allow' })).toBe(0);
});
