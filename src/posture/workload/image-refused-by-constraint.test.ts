// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { imageRefusedByConstraint } from './image-refused-by-constraint.ts';

test('a constraint with a selector is not judged', () => {
  const pod = objectOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'a', image: 'a' }] } });
  const spec = { match: { labelSelector: {} }, parameters: { repos: ['b/'] } };
  const constraint = objectOf({ apiVersion: 'constraints.gatekeeper.sh/v1beta1', kind: 'K8sAllowedRepos', metadata: { name: 'a' }, spec });
  expect(evaluateOn(imageRefusedByConstraint, [pod, constraint]).findings).toEqual([]);
});
