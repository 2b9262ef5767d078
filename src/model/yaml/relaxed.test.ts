// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { defaultLimits } from '../limits.ts';
import { compose } from './compose.ts';
import { parse } from './parse.ts';
import { relaxed } from './relaxed.ts';

function valueOf(text: string): Json | undefined {
  const [document] = parse(text, defaultLimits).documents;
  return document && compose(document.text, document.events, defaultLimits).value;
}

describe('what go-yaml reads and js-yaml by itself does not, or otherwise', () => {
  test.each<[string, Json]>([
    ['a: [\n  b, # c ]\n  "]"\n]\nd: e\n', { a: ['b', ']'], d: 'e' }],
    ['a: {\nb: c\n}', { a: { b: 'c' } }],
    ['- [a,\nb]', [['a', 'b']]],
    ['a:\n  b: "x\n  y\n\n  z"\n  c: 1', { a: { b: 'x y\nz', c: 1 } }],
    ["a: 'x\ny'", { a: 'x y' }],
    ['a: [x\ny]', { a: ['x y'] }],
    ['a: [-]', { a: ['-'] }],
    ['a: [tar, -, {-: b}]', { a: ['tar', '-', { '-': 'b' }] }],
    ['a: {b:, c: d}', { a: { 'b:': null, c: 'd' } }],
    ['a: [b:]', { a: ['b:'] }],
    ["a: 'x'# c", { a: 'x' }],
    ['a: [x]# c', { a: ['x'] }],
    ['a: [b,\tc]', { a: ['b', 'c'] }],
    ['a: \t{}', { a: {} }],
    ['a: "it\\\'s \\\\" # \'', { a: "it's \\" }],
    ['a: "x\\\\\\\'"', { a: "x\\'" }],
    ['a: "x \\\n\n \n  y"', { a: 'x \n\ny' }],
    ['a: "x\\\n  y \\\r\n\r\nz"', { a: 'xy \nz' }],
    // Block scalars and plain text with brackets and quotes in them stay what they are.
    ['a: |\n  [ "\nb: [\n]', { a: '[ "\n', b: [] }],
    ["- 'it''s' : |\n    k: [v\n  b: [\n]", [{ "it's": 'k: [v\n', b: [] }]],
    ['a: don\'t [\n  do "\nb: [\n]', { a: 'don\'t [ do "', b: [] }],
    ['--- # [\na: [\n]', { a: [] }],
    ['%YAML 1.1\n---\na: [\n]', { a: [] }],
    ['a: &x [\n]\nb: !t [\n]\nc: *x', { a: [], b: [], c: [] }],
  ])('%j', (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  test('a line break of YAML 1.1 ends a comment, so that no field can hide behind it', () => {
    for (const lineBreak of ['\u0085', '\u2028', '\u2029']) expect(valueOf(`a: b # c${lineBreak}d: e`)).toEqual({ a: 'b', d: 'e' });
    expect(valueOf('a: "x\u0085y"')).toEqual({ a: 'x y' });
    expect(valueOf('a: "x\u2028y"')).toEqual({ a: 'x\u2028y' });
  });
});

test('the rewritten text is as long as the text, and the same where nothing continues', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...' \t\n\r"\'[]{},:#-?|>&*!%ab\\'.split('')) }), (text) => {
      expect(relaxed(text)).toHaveLength(text.length);
    }),
  );
  const plain = 'a: [b, c]\nd: "e"\nf: |\n  [\n';
  expect(relaxed(plain)).toBe(plain);
});
