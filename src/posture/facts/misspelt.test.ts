// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { isMisspelt, isMisspeltName } from './misspelt.ts';

test.each([
  ['selectors', 'selector', true],
  ['Selector', 'selector', true],
  ['selectro', 'selector', false],
  ['ship', 'shop', true],
  ['', 'ab', false],
])('%s for %s', (given, meant, expected) => {
  expect(isMisspelt(given, meant)).toBe(expected);
});

test('a number makes a name of its own', () => {
  expect(isMisspeltName('nginx2', 'nginx')).toBe(false);
  expect(isMisspeltName('nginy2', 'nginx2')).toBe(true);
  expect(isMisspeltName('api', 'app')).toBe(false);
});
