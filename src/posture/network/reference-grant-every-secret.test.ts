// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { referenceGrantEverySecret } from './reference-grant-every-secret.ts';

test('a Secret of another group is none', () => {
  const spec = { to: [{ group: 'example.com', kind: 'Secret' }, { kind: 'Secret' }] };
  const object = objectOf({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'ReferenceGrant', metadata: { name: 'a' }, spec });
  expect(evaluateOn(referenceGrantEverySecret, [object]).findings.map(({ path }) => path)).toEqual(['/spec/to/1']);
});
