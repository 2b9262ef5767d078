// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { PatchOperation } from '../model/patch.ts';
import { areIndependent } from './independent.ts';

const add = (path: string): PatchOperation => ({ op: 'add', path, value: 1 });
const set = (path: string): PatchOperation => ({ op: 'replace', path, value: 1 });
const remove = (path: string): PatchOperation => ({ op: 'remove', path });

test.each<[string, PatchOperation, PatchOperation, boolean]>([
  ['different fields', add('/a/b'), add('/a/c'), true],
  ['the same field', add('/a/b'), set('/a/b'), false],
  ['a field in another', set('/a'), add('/a/b'), false],
  ['a field whose name begins alike', set('/a'), add('/ab'), true],
  ['behind an item that is removed', remove('/l/0'), set('/l/1/a'), false],
  ['a list beside', remove('/l/0'), set('/m/1/a'), true],
  ['items that stay where they are', set('/l/0/a'), set('/l/1/a'), true],
  ['an item that is appended', add('/l/-'), set('/l/1/a'), false],
])('%s', (_, a, b, expected) => {
  expect(areIndependent([a], [b])).toBe(expected);
  expect(areIndependent([b], [a])).toBe(expected);
});
