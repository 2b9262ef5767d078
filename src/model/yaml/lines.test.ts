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
  ['é😀b', 3, 1, 4],
])('%j at %i', (text, offset, line, column) => {
  expect(createLineIndex(text).positionOf(offset)).toEqual({ line, column });
  expect(lineAndColumn(text, offset)).toEqual({ line, column });
});

test('line and column are those of the lines that an editor shows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', '😀', 'é') }), { minLength: 1 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      (lines, lineBreak) => {
        const index = createLineIndex(lines.join(lineBreak));
        let start = 0;
        for (const [above, line] of lines.entries()) {
          expect(index.positionOf(start)).toEqual({ line: above + 1, column: 1 });
          expect(index.positionOf(start + line.length)).toEqual({ line: above + 1, column: line.length + 1 });
          start += line.length + lineBreak.length;
        }
      },
    ),
  );
});
