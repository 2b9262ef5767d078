// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyNoEvidence } from './image-policy-no-evidence.ts';

test('timestamps are evidence too', () => {
  const policy = objectOf({
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'a' },
    spec: { authorities: [{ key: {}, rfc3161timestamp: {} }] },
  });
  expect(evaluateOn(imagePolicyNoEvidence, [policy]).findings).toHaveLength(0);
});
