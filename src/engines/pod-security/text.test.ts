// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { goQuoted, plural, quoted, sortedSet } from './text.ts';

test('quotes without escaping', () => {
  expect(quoted([])).toBe('');
  expect(quoted(['a', 'b"'])).toBe('"a", "b""');
});

test('sorts by code points, each once', () => {
  expect(sortedSet(['b', 'a', 'ab', 'b', ''])).toEqual(['', 'a', 'ab', 'b']);
  expect(sortedSet(['\u{10000}', '\uffff', 'Z', 'a'])).toEqual(['Z', 'a', '\uffff', '\u{10000}']);
});

test('has one and many', () => {
  expect([0, 1, 2].map((count) => plural(count, 'volume', 'volumes'))).toEqual(['volumes', 'volume', 'volumes']);
});

// The right-hand sides are what Go's %q prints.
test.each([
  ['plain é漢 😀', '"plain é漢 😀"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['\u0007\b\f\n\r\t\v', '"\\a\\b\\f\\n\\r\\t\\v"'],
  ['\u0000\u007f', '"\\x00\\x7f"'],
  ['\u0085\u00a0\u200b', '"\\u0085\\u00a0\\u200b"'],
  ['\u{10ffff}', '"\\U0010ffff"'],
  ['\ud800', '"\ufffd"'],
])('writes %j as Go does', (text, expected) => {
  expect(goQuoted(text)).toBe(expected);
});
