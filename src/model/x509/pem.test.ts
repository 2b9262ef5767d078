// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64 } from './base64.ts';
import { bytesOf, isEncryptedByHeader, pemBlocks } from './pem.ts';

const block = (label: string, body: string) => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

test('blocks are found with what stands around them', () => {
  const text = `Certificate:\r\n  Data\r\n${block('CERTIFICATE', 'AAEC')}junk -----\n  ${block('RSA PRIVATE KEY', 'AwQF').replaceAll('\n', '\r\n  ')}`;
  const blocks = pemBlocks(text);
  expect(blocks.map((found) => [found.label, text.slice(found.start, found.start + 10), bytesOf(found)])).toEqual([
    ['CERTIFICATE', '-----BEGIN', Uint8Array.of(0, 1, 2)],
    ['RSA PRIVATE KEY', '-----BEGIN', Uint8Array.of(3, 4, 5)],
  ]);
  expect(text.slice(blocks[0]?.end ?? 0)).toMatch(/^\njunk/);
});

test('headers are no content, and may say that it is encrypted', () => {
  const [found] = pemBlocks(block('RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAEC'));
  expect(found && [isEncryptedByHeader(found), bytesOf(found)]).toEqual([true, Uint8Array.of(0, 1, 2)]);
});

test.each([
  ['-----BEGIN A-----\nAAEC\n', 'it is cut off: there is no line "-----END A-----"'],
  [`-----BEGIN A-----\nAAEC\n${block('B', 'AAEC')}`, 'it is cut off: there is no line "-----END A-----"'],
  ['-----BEGIN A-----\nAAEC\n-----END B-----\n', 'it is cut off: there is no line "-----END A-----"'],
  [block('A', ''), 'it is empty'],
  [block('A', 'AAE'), 'its base64 is cut off'],
  [block('A', 'A*EC'), 'it holds characters that are not base64'],
  [block('A', 'AA=C'), 'it holds characters that are not base64'],
])('%j: %s', (text, reason) => {
  const [found] = pemBlocks(text);
  expect(found && bytesOf(found)).toBe(reason);
});

test('base64 of any bytes is read back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64').replaceAll(/.{7}/g, '$&\r\n');
      expect(decodeBase64(text)).toEqual(bytes);
    }),
  );
});

test('nothing in a text makes it throw', () => {
  const piece = fc.constantFrom('-----BEGIN ', '-----END ', 'CERTIFICATE', '-----', '-', '\n', 'Proc-Type: 4,ENCRYPTED', ':', 'AAEC', '=');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      for (const found of pemBlocks(text)) {
        expect(text.slice(found.start, found.start + 11)).toBe('-----BEGIN ');
        bytesOf(found);
      }
    }),
  );
});
