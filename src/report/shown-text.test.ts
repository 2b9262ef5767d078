// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readSource } from '../model/read.ts';
import { shownText } from './shown-text.ts';

const shown = (text: string) => shownText(text, readSource({ name: 'a', text }).objects, []);

test('the content of secrets is covered, wherever they stand and however they are written', () => {
  expect(shown('apiVersion: v1\nkind: Secret\nstringData:\n  a: one # c\n  b: |\n    two\n    three\n')).toBe(
    'apiVersion: v1\nkind: Secret\nstringData:\n  a: ••• # c\n  b: •\n    •••\n    •••••\n',
  );
  expect(shown('apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Secret, data: {a: b25l}}]\n')).toContain('data: {a: ••••}');
  expect(shown('{"apiVersion":"v1","kind":"T","objects":[{"kind":"Secret","data":{"a":"b25l"}}]}')).toContain('"data":{"a":••••••}');
});

test('a document that cannot be read is covered; those beside it are not', () => {
  expect(shown('kind: Secret\n: [one\n---\napiVersion: v1\nkind: Pod\n')).toBe('••••• ••••••\n• ••••\n---\napiVersion: v1\nkind: Pod\n');
});
