// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentRanges } from './documents.ts';

const documentsOf = (text: string) => documentRanges(text).map(({ start, end }) => text.slice(start, end));

test.each<[string, string[]]>([
  ['', ['']],
  ['a: b', ['a: b']],
  ['---\na: b\n', ['---\na: b\n']],
  ['a\n---\nb\n--- # c\nc\n', ['a\n', '---\nb\n', '--- # c\nc\n']],
  ['a\n--- b\n---\tc', ['a\n', '--- b\n', '---\tc']],
  ['a\r\n---\r\nb', ['a\r\n', '---\r\nb']],
  ['a\r---\rb', ['a\r', '---\rb']],
  ['a\n ---\n---b\n----\n--\n', ['a\n ---\n---b\n----\n--\n']],
  ['a: |\n---\nb: "\n---\n"', ['a: |\n', '---\nb: "\n', '---\n"']],
  ['a\n...\nb\n...', ['a\n...', '\nb\n...', '']],
  ['a\n...\n---\nb', ['a\n...', '\n', '---\nb']],
  ['\ufeffa\n\ufeff---\nb', ['a\n', '---\nb']],
  ['a # \u0085---\u0085b', ['a # \u0085', '---\u0085b']],
  ['# c\n%YAML 1.1\n\n---\na\n', ['# c\n%YAML 1.1\n\n---\na\n']],
  ['a\n...\n%TAG ! x\n---\nb', ['a\n...', '\n%TAG ! x\n---\nb']],
  ['a\n%b\n---\nc', ['a\n%b\n', '---\nc']],
  ['# c\n---\na', ['# c\n', '---\na']],
])('%j', (text, documents) => {
  expect(documentsOf(text)).toEqual(documents);
});

test('the ranges follow one another and leave nothing out', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('---\n', '...\n', '--- a\n', '%b\n', '# c\n', 'd\n', ' ', '\r')), (lines) => {
      expect(documentsOf(lines.join('')).join('')).toBe(lines.join(''));
    }),
  );
});
