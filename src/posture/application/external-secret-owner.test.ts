// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { externalSecretOwner } from './external-secret-owner.ts';

test('a Secret that somebody else owns stays', () => {
  const spec = { target: { creationPolicy: 'Merge' } };
  const secret = objectOf({ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'a' }, spec });
  expect(evaluateOn(externalSecretOwner, [secret]).findings).toEqual([]);
});
