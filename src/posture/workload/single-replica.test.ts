// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { singleReplica } from './single-replica.ts';

test('a Deployment that is scaled to zero is not asked to run', () => {
  const template = { spec: { containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 80 }] }] } };
  const deployment = (replicas: number) =>
    objectOf({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { replicas, template } });
  expect(evaluateOn(singleReplica, [deployment(0)]).findings).toEqual([]);
  expect(evaluateOn(singleReplica, [deployment(1)]).findings.map(({ path }) => path)).toEqual(['/spec/replicas']);
});
