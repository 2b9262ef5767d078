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
const key = (name: string, secret: string) => ({ keys: [{ name, secret }] });

test('a name may be that of two keys, and a key may not have two names', () => {
  expect(found([{ aescbc: key('a', 'x') }], [{ aescbc: key('a', 'y') }, { identity: {} }])).toEqual([]);
  expect(found([{ aescbc: key('a', 'x') }, { secretbox: key('b', 'x') }], [{ identity: {} }])).toEqual([]);
  expect(found([{ aescbc: key('a', 'x') }], [{ aescbc: key('b', 'y') }, { secretbox: key('c', 'x') }])).toEqual([
    '/resources/1/providers/1/secretbox/keys/0/name',
  ]);
});
