// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyNotEnforced } from './image-policy-not-enforced.ts';

test('said outright', () => {
  const spec = { mode: 'enforce' };
  const policy = objectOf({ apiVersion: 'policy.sigstore.dev/v1beta1', kind: 'ClusterImagePolicy', metadata: { name: 'a' }, spec });
  expect(evaluateOn(imagePolicyNotEnforced, [policy]).findings).toHaveLength(0);
});
