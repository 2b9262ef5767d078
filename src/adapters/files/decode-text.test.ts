// SPDX-License-Identifier: Apache-2.0
import { array, assert, constantFrom, pre, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const bytes = (...parts: readonly (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));

test('text stays as it is', () => {
  assert(
    property(string({ unit: 'grapheme' }), (text) => {
      pre(!text.includes('\0') && !text.startsWith('\uFEFF'));
      expect(decodeText(Buffer.from(text))).toEqual({ text });
    }),
  );
});

test('the line of the first bad byte is told', () => {
  assert(
    property(array(constantFrom('a: ü', '', '- 中文', 'x')), constantFrom(0x80, 0xff, 0xc3), (lines, bad) => {
      const before = lines.map((line) => `${line}\n`).join('');
      expect(decodeText(bytes(before, 'k: ', bad, '\nl: ', 0xff)).failure).toMatchObject({ code: 'encoding', line: lines.length + 1 });
    }),
  );
});

test('a sequence cut off at the end is bad', () => {
  expect(decodeText(bytes('a: 1\nb: ', 0xe4, 0xb8)).failure).toMatchObject({ code: 'encoding', line: 2 });
});

test('UTF-16 is named', () => {
  expect(decodeText(Buffer.from('\uFEFFkind: Pod', 'utf16le')).failure?.reason).toContain('UTF-16');
  expect(decodeText(Buffer.from('\uFEFFkind: Pod', 'utf16le').swap16()).failure?.reason).toContain('UTF-16');
});

test('a zero byte means binary', () => {
  expect(decodeText(bytes('kind: ', 0)).failure).toEqual({ code: 'binary', reason: 'is binary, not text: byte 7 is zero' });
});

test('a byte-order mark is left out, and told where JSON begins', () => {
  expect(decodeText(Buffer.from('\uFEFFkind: Pod'))).toEqual({ text: 'kind: Pod' });
  expect(decodeText(Buffer.from('\uFEFF \n{"kind":"Pod"}'))).toMatchObject({
    text: ' \n{"kind":"Pod"}',
    failure: { code: 'encoding', line: 1 },
  });
});
