// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { encryptionKeyEscrow } from './encryption-key-escrow.ts';

const found = (...providers: Json[]) =>
  evaluateOn(encryptionKeyEscrow, [
    objectOf({
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'EncryptionConfiguration',
      resources: [{ resources: ['secrets'], providers }],
    }),
  ]).findings.length;

test('keys that only read are on their way out', () => {
  const key = { keys: [{ name: 'a', secret: 'a' }] };
  expect(found({ kms: { apiVersion: 'v2' } }, { aescbc: key })).toBe(0);
  expect(found({ secretbox: key })).toBe(1);
  expect(found({ identity: {} })).toBe(0);
});
