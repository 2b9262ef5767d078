// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { encryptionKeyReused } from './encryption-key-reused.ts';

const found = (...entries: Json[][]) =>
  evaluateOn(encryptionKeyReused, [
    objectOf({
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'EncryptionConfiguration',
      resources: entries.map((providers) => ({ resources: ['secrets'], providers })),
    }),
  ]).findings.map(({ path }) => path);
const key = (name: string) => ({ keys: [{ name, secret: 'a' }] });

test('another provider or another name is another key', () => {
  expect(found([{ aescbc: key('a') }], [{ secretbox: key('a') }])).toEqual([]);
  expect(found([{ aescbc: key('a') }], [{ aescbc: key('b') }, { identity: {} }])).toEqual([]);
  expect(found([{ aescbc: key('a') }], [{ aescbc: key('b') }, { aescbc: key('a') }])).toEqual([
    '/resources/1/providers/1/aescbc/keys/0/name',
  ]);
});
