// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyStaticPass } from './image-policy-static-pass.ts';

test.each([
  ['*', 1],
  ['docker.io/**', 1],
  ['index.docker.io/*/*', 1],
  ['registry.example.com/shop/**', 0],
])('%s', (glob, count) => {
  const spec = { images: [{ glob }], authorities: [{ static: { action: 'pass' } }] };
  const object = objectOf({ apiVersion: 'policy.sigstore.dev/v1beta1', kind: 'ClusterImagePolicy', metadata: { name: 'a' }, spec });
  expect(evaluateOn(imagePolicyStaticPass, [object]).findings).toHaveLength(count);
});
