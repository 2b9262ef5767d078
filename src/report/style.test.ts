// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns, wrap } from './style.ts';

test('no line is wider than asked, and no character is lost', () => {
  const text = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '宽', 'e\u0301') })).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 12 }), (value, width) => {
      const lines = wrap(value, width);
      for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(value.replaceAll(' ', ''));
    }),
  );
});

test('words stay whole where they fit', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('abcdefgh ij', 4)).toEqual(['abcd', 'efgh', 'ij']);
});
