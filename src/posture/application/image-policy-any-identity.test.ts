// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyAnyIdentity } from './image-policy-any-identity.ts';

test('an issuer alone bounds nothing', () => {
  const policy = objectOf({
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'a' },
    spec: { authorities: [{ keyless: { identities: [{ issuer: 'https://a', subjectRegExp: '.+' }] } }] },
  });
  expect(evaluateOn(imagePolicyAnyIdentity, [policy]).findings).toHaveLength(1);
});
