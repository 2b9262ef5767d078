// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { checksNamed, findChecks } from './find-checks.ts';

const ids = (names: readonly string[]) => findChecks(names).map(({ id }) => id);

test('by id, by alias of any case, by alias without the tool', () => {
  expect(ids(['read-only-root-filesystem'])).toEqual(['read-only-root-filesystem']);
  expect(ids(['ksv014'])).toEqual(['read-only-root-filesystem']);
  expect(ids(['no-read-only-root-fs'])).toEqual(['read-only-root-filesystem']);
});

test('named twice is asked once', () => {
  expect(ids(['KSV014', 'read-only-root-filesystem'])).toEqual(['read-only-root-filesystem']);
});

test('a slip of the pen is answered with what was meant', () => {
  expect(() => checksNamed('read-only-root-filesystm')).toThrow(/did you mean read-only-root-filesystem/);
  expect(() => checksNamed('zzz')).toThrow(/there is no check zzz \(/);
});
