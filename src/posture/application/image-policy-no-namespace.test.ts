// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyNoNamespace } from './image-policy-no-namespace.ts';

test('no policy, no matter', () => {
  const data = { 'a.yaml': 'kind: Other\n' };
  const map = objectOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'falco' }, data });
  expect(evaluateOn(imagePolicyNoNamespace, [map]).findings).toHaveLength(0);
});
