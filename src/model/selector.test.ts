// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import { compileSelector, selects } from './selector.ts';

const labels = { app: 'api', tier: 'back' };

test.each<[string, Json, boolean]>([
  ['the empty selector selects all', {}, true],
  ['null parts are absent', { matchLabels: null, matchExpressions: null }, true],
  ['matchLabels', { matchLabels: { app: 'api' } }, true],
  ['matchLabels are joined by and', { matchLabels: { app: 'api', tier: 'front' } }, false],
  ['In', { matchExpressions: [{ key: 'app', operator: 'In', values: ['api', 'web'] }] }, true],
  ['In without the key', { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }, false],
  ['NotIn', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['api'] }] }, false],
  ['NotIn selects objects without the key', { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, true],
  ['Exists', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true],
  ['DoesNotExist', { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false],
  ['inherited names are no labels', { matchExpressions: [{ key: 'toString', operator: 'Exists' }] }, false],
])('%s', (_, selector, expected) => {
  const compiled = compileSelector(selector);
  if ('invalid' in compiled) throw new Error(compiled.invalid);
  expect(selects(compiled, labels)).toBe(expected);
});

test.each<[string, Json]>([
  ['not an object', 'app=api'],
  ['a label that is no string', { matchLabels: { app: 1 } }],
  ['an unknown operator', { matchExpressions: [{ key: 'a', operator: 'Equals', values: ['b'] }] }],
  ['In without values', { matchExpressions: [{ key: 'a', operator: 'In' }] }],
  ['Exists with values', { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }],
  ['an expression without a key', { matchExpressions: [{ operator: 'Exists' }] }],
])('refuses %s', (_, selector) => {
  expect(compileSelector(selector)).toHaveProperty('invalid');
});
