// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { publicKeyFault } from './public-key.ts';

const keys = [
  generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
  generateKeyPairSync('ed25519'),
];
const pems = keys.map(({ publicKey }) => publicKey.export({ type: 'spki', format: 'pem' }).toString());

test.each(pems)('a key that was just made', (pem) => {
  expect(publicKeyFault(pem)).toBeUndefined();
  const lines = pem.trim().split('\n');
  const cut = [lines[0], (lines[1] ?? '').slice(0, 40), lines.at(-1)].join('\n');
  expect(publicKeyFault(cut)).toMatch(/length/);
});

test.each([
  ['-----BEGIN PUBLIC KEY-----\nMFkw...\n-----END PUBLIC KEY-----', /not base64/],
  ['secret', /no PEM/],
  ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', /no DER/],
])('%s', (pem, reason) => {
  expect(publicKeyFault(pem)).toMatch(reason);
});
