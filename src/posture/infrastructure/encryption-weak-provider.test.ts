// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { encryptionWeakProvider } from './encryption-weak-provider.ts';

const found = (...providers: Json[]) =>
  evaluateOn(encryptionWeakProvider, [
    objectOf({
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'EncryptionConfiguration',
      resources: [{ resources: ['secrets'], providers }],
    }),
  ]).findings.map(({ reason }) => reason);
const key = { keys: [{ name: 'a', secret: 'a' }] };

test('only the provider that writes counts', () => {
  expect(found({ secretbox: key }, { aescbc: key }, { identity: {} })).toEqual([]);
  expect(found({ secretbox: key }, { aesgcm: key })).toEqual([]);
  expect(found({ aesgcm: key })).toEqual(['aesgcm needs a new key all the time']);
  expect(found({ aescbc: key }, { secretbox: key })).toEqual(['aescbc does not authenticate']);
});

test('kms without a version is v1', () => {
  expect(found({ kms: { name: 'a' } })).toEqual(['kms v1 is deprecated']);
  expect(found({ kms: { apiVersion: 'v2', name: 'a' } })).toEqual([]);
});
