// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { serviceWithoutSelector } from './service-without-selector.ts';

test('null is none', () => {
  const service = objectOf({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kubernetes', namespace: 'shop' },
    spec: { selector: null },
  });
  expect(evaluateOn(serviceWithoutSelector, [service]).findings.map(({ path }) => path)).toEqual(['/spec/selector']);
});
