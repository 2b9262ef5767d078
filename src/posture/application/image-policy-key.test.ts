// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyKey } from './image-policy-key.ts';

test('a Secret holds the key', () => {
  const policy = objectOf({
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'a' },
    spec: { authorities: [{ key: { secretRef: { name: 'b' } } }] },
  });
  expect(evaluateOn(imagePolicyKey, [policy]).findings).toHaveLength(0);
});
