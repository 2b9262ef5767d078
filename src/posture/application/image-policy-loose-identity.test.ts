// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imagePolicyLooseIdentity } from './image-policy-loose-identity.ts';

test.each([
  ['^https://github\\.com/example', 1],
  ['^https://github\\.com/example/.*', 0],
  ['^https://github\\.com/example/api$', 0],
  ['github\\.com/example/api$', 1],
])('%s', (subjectRegExp, count) => {
  const identities = [{ issuer: 'https://token.actions.githubusercontent.com', subjectRegExp }];
  const policy = objectOf({
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'a' },
    spec: { authorities: [{ keyless: { identities } }] },
  });
  expect(evaluateOn(imagePolicyLooseIdentity, [policy]).findings).toHaveLength(count);
});
