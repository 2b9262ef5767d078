// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { encryptionIdentityFallback } from './encryption-identity-fallback.ts';

const found = (...providers: Json[]) =>
  evaluateOn(encryptionIdentityFallback, [
    objectOf({
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'EncryptionConfiguration',
      resources: [{ resources: ['secrets'], providers }],
    }),
  ]).findings.map(({ path }) => path);

test('identity that writes is another fault', () => {
  expect(found({ identity: {} })).toEqual([]);
  expect(found({ kms: { apiVersion: 'v2' } }, { identity: {} })).toEqual(['/resources/0/providers/1']);
});
