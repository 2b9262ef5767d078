// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellCommands } from './shell.ts';

test.each([
  ['a b', [['a', 'b']]],
  ['a \'b c\' "d e" f\\ g', [['a', 'b c', 'd e', 'f g']]],
  ['a \\\n  --b', [['a', '--b']]],
  ['a; b && c || d | e & f', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
  ['a >x 2>&1 < y 1>>z b', [['a', 'b']]],
  ['# a comment\na # another\nb', [['a'], ['b']]],
  ["a ''", [['a', '']]],
  ['a "$B" $C', [['a', '$B', '$C']]],
])('%j', (script, commands) => {
  expect(shellCommands(script)).toEqual(commands);
});

test('any text is read to its end, and no word is empty space', () => {
  const script = fc.string({ unit: fc.constantFrom(...'ab \n\t\\;|&<>#()1') });
  fc.assert(
    fc.property(script, (text) => {
      for (const words of shellCommands(text)) expect(words).not.toEqual([]);
    }),
  );
});
