// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { page } from './style.ts';
import { unifiedDiff } from './unified-diff.ts';

const diff = (before: string, after: string, shownBefore = before, shownAfter = after, exact = true) =>
  unifiedDiff({ name: './deploy/a.yaml', before, after, shownBefore, shownAfter }, page(80, false), exact);

test('hunks with three lines around, joined where they touch', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `${index + 1}\n`);
  const changed = lines.with(4, 'five\n').with(8, '9\nand\n').with(25, '');
  expect(diff(lines.join(''), changed.join(''))).toMatchInlineSnapshot(`
    "--- a/deploy/a.yaml
    +++ b/deploy/a.yaml
    @@ -2,11 +2,12 @@
     2
     3
     4
    -5
    +five
     6
     7
     8
     9
    +and
     10
     11
     12
    @@ -23,7 +24,6 @@
     23
     24
     25
    -26
     27
     28
     29
    "
  `);
});

test('no line break at the end', () => {
  expect(diff('a\nb', 'a\nc\n').split('\n').slice(2)).toEqual(['@@ -1,2 +1,2 @@', ' a', '-b', '\\ No newline at end of file', '+c', '']);
  expect(diff('', 'a\n').split('\n')[2]).toBe('@@ -0,0 +1,1 @@');
});

test('what is covered is shown as covered, and still known to differ', () => {
  const shown = diff('a: x\nb: 1\n', 'a: y\nb: 2\n', 'a: •\nb: 1\n', 'a: •\nb: 2\n');
  expect(shown.split('\n').slice(3)).toEqual(['-a: •', '-b: 1', '+a: •', '+b: 2', '']);
});

test('a terminal cannot be driven by it', () => {
  expect(diff('a\n', 'b\u001b[2J\r\n')).toContain('\u001b[2J\r\n');
  expect(diff('a\n', 'b\u001b[2J\r\n', 'a\n', 'b\u001b[2J\r\n', false)).toContain('+b·[2J\n');
});
