// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyGlob } from './image-policy-glob.ts';

test('another glob goes deeper', () => {
  const policy = objectOf({
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'a' },
    spec: { images: [{ glob: 'a.b/c/*' }, { glob: 'a.b/c/**' }, { glob: 'a.b/c/api' }] },
  });
  expect(evaluateOn(imagePolicyGlob, [policy]).findings).toHaveLength(0);
});
