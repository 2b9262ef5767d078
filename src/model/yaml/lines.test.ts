// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineIndex, lineAndColumn } from './lines.ts';

test.each([
  ['abc', 0, 1, 1],
  ['abc', 3, 1, 4],
  ['a\nb', 1, 1, 2],
  ['a\nb', 2, 2, 1],
  ['a\r\nb', 3, 2, 1],
  ['a\rb', 2, 2, 1],
  ['\n\n\n', 3, 4, 1],
  ['\tb', 1, 1, 2],
  ['é😀b', 3, 1, 3],
  ['😀\n😀😀b', 7, 2, 3],
])('%j at %i', (text, offset, line, column) => {
  expect(createLineIndex(text).positionOf(offset)).toEqual({ line, column });
  expect(lineAndColumn(text, offset)).toEqual({ line, column });
});

const characters = (text: string): string[] => Array.from(text);

test('line and column lead back to the character', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '😀', '\n', '\r\n', '\r', 'é') }), fc.nat(), (text, some) => {
      const before = characters(text)
        .slice(0, some % (characters(text).length + 1))
        .join('');
      // Between \r and \n is no place.
      fc.pre(!(before.endsWith('\r') && text.startsWith('\n', before.length)));
      const index = createLineIndex(text);
      const { line, column } = index.positionOf(before.length);
      const start = index.startOf(line);
      const preceding = characters(text.slice(start))
        .slice(0, column - 1)
        .join('');
      expect(start + preceding.length).toBe(before.length);
      expect(preceding).not.toMatch(/[\r\n]/);
    }),
  );
});
