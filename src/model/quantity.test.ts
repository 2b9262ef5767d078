// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { quantityValue } from './quantity.ts';

test.each([
  ['0', 0],
  ['100m', 0.1],
  ['1.5Gi', 1.5 * 1024 ** 3],
  ['.5', 0.5],
  ['5.', 5],
  ['1e3', 1000],
  ['1E3', 1000],
  ['1E', 1e18],
  ['+2k', 2000],
  ['-1Mi', -(1024 ** 2)],
  [' 64Ki ', 65_536],
  [0.25, 0.25],
  [12n, 12],
] as const)('%s is %d', (quantity, value) => {
  expect(quantityValue(quantity)).toBeCloseTo(value, 12);
});
