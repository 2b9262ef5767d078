// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyVersion } from './image-policy-version.ts';

test('a policy in a ConfigMap', () => {
  const data = { 'policy.yaml': 'apiVersion: v1beta1\nkind: ClusterImagePolicy\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(imagePolicyVersion, [map]).findings).toHaveLength(1);
});
