// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { stringify } from './stringify.ts';

test('integers beyond a double keep their digits', () => {
  expect(stringify({ a: 12345678901234567890n, b: [1] })).toBe('{"a":12345678901234567890,"b":[1]}');
});

test('everything else is as JSON.stringify writes it', () => {
  expect(stringify({ a: [1, 'x', null] }, 2)).toBe(JSON.stringify({ a: [1, 'x', null] }, undefined, 2));
});
