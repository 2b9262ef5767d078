// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDifferences } from './line-diff.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });

test('what is put in place of the differences gives the new text', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const result = [...before];
      for (const { start, end, newStart, newEnd } of lineDifferences(before, after).toReversed()) {
        result.splice(start, end - start, ...after.slice(newStart, newEnd));
      }
      expect(result).toEqual(after);
    }),
  );
});

test('no more differs than has to', () => {
  expect(lineDifferences(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'd', 'e'])).toEqual([
    { start: 1, end: 2, newStart: 1, newEnd: 2 },
    { start: 4, end: 4, newStart: 4, newEnd: 5 },
  ]);
  expect(lineDifferences(['a'], ['a'])).toEqual([]);
});
