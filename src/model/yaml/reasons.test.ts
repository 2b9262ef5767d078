// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readSource } from '../read.ts';

test.each([
  ['kind: A\ntypes:\n– a\nrules:\n', 3, 1],
  ['kind: A\nspec:\n  types:\n  — a\n  rules:\n', 4, 3],
])('a dash of typography is named where it stands: %j', (text, line, column) => {
  expect(readSource({ name: 'a.yaml', text }).problems).toEqual([
    { code: 'syntax', source: 'a.yaml', line, column, reason: 'a list item begins with a dash of typography: write "-"' },
  ]);
});

test('one far above the error, or in text that is read, is left alone', () => {
  const text = 'note: |\n  – a\nb: c\nd: e\nf\ng: h\n';
  expect(readSource({ name: 'a.yaml', text }).problems.map(({ reason }) => reason)).toEqual([
    'a key without a colon: check the indentation, or write "key: value"',
  ]);
});
