// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyAnyAuthority } from './image-policy-any-authority.ts';

test('no list', () => {
  const policy = objectOf({
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'a' },
    spec: { authorities: 'none' },
  });
  expect(evaluateOn(imagePolicyAnyAuthority, [policy]).findings).toHaveLength(0);
});
