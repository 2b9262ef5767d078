// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { Der } from './der.ts';
import { ipText } from './ip-text.ts';
import { nameFacts } from './names.ts';
import { asn1Text } from './text.ts';

/** A value of ASN.1 in short form. */
const value = (tag: number, ...content: readonly number[]) => [tag, content.length, ...content];
const commonName = value(0x06, 0x55, 0x04, 0x03);
const named = (text: readonly number[]) => {
  const der = new Der(Uint8Array.from(value(0x30, ...value(0x31, ...value(0x30, ...commonName, ...text)))));
  return nameFacts(der, der.whole());
};
const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

test.each([
  ['UTF-8', value(0x0c, ...ascii('a, "b"')), 'CN=a\\, \\"b\\"'],
  ['Printable', value(0x13, ...ascii('a\\b')), 'CN=a\\\\b'],
  ['Latin-1', value(0x14, 0xe4), 'CN=ä'],
  ['of two bytes', value(0x1e, 0x6f, 0x22), 'CN=漢'],
  ['of another type', value(0x02, 0x01), 'CN=#01'],
])('a name %s', (_, text, shown) => {
  expect(named(text).text).toBe(shown);
});

test.each([
  [[0xf0, 0x9f, 0x98, 0x80, 0x41], '😀A'],
  [[0xff, 0x41], '�A'],
  [[0xc0, 0x80], '��'],
  [[0xed, 0xa0, 0x80], '�'],
  [[0xe2, 0x82], '��'],
])('UTF-8 %j is %s', (bytes, text) => {
  expect(asn1Text(0x0c, Uint8Array.from(bytes))).toBe(text);
});

test.each([
  ['10.96.0.1', [10, 96, 0, 1]],
  ['fd00::1', [0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
  ['::', Array.from({ length: 16 }, () => 0)],
  ['1:0:2::3', [0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]],
  ['#0a', [10]],
])('the address %s', (text, bytes) => {
  expect(ipText(Uint8Array.from(bytes))).toBe(text);
});
