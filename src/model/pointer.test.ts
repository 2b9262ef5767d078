// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deepestExisting, pointer, tokens, valueAt } from './pointer.ts';

test('tokens and pointer are inverse, for any token', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (path) => {
      expect(tokens(pointer(...path))).toEqual(path);
    }),
  );
});

test.each([
  ['', { a: [{ b: 1 }] }],
  ['/a/0/b', 1],
  ['/a/00', undefined],
  ['/a/1', undefined],
  ['/a/length', undefined],
  ['/toString', undefined],
])('valueAt %j', (path, expected) => {
  expect(valueAt({ a: [{ b: 1 }] }, path)).toEqual(expected);
});

test('the deepest existing node, and what is missing below it', () => {
  const body = { spec: { containers: [{ name: 'a' }] } };
  expect(deepestExisting(body, '/spec/containers/0/securityContext/privileged')).toEqual({
    path: '/spec/containers/0',
    missing: ['securityContext', 'privileged'],
  });
  expect(deepestExisting(body, '/spec/containers')).toEqual({ path: '/spec/containers', missing: [] });
  expect(deepestExisting(body, '/nothing')).toEqual({ path: '', missing: ['nothing'] });
});
