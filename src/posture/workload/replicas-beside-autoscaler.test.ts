// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { replicasBesideAutoscaler } from './replicas-beside-autoscaler.ts';

test('what a cluster shows was set by the autoscaler', () => {
  const spec = { replicas: 7, template: { spec: { containers: [{ name: 'a', image: 'a' }] } } };
  const workload = objectOf({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec });
  const target = { spec: { scaleTargetRef: { kind: 'Deployment', name: 'a' } } };
  const scaler = objectOf({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a' }, ...target });
  const live = { ...workload, origin: { kind: 'cluster', context: 'a', resourceVersion: '1' } } as const;
  expect(evaluateOn(replicasBesideAutoscaler, [workload, scaler]).findings).toHaveLength(1);
  expect(evaluateOn(replicasBesideAutoscaler, [live, scaler]).findings).toEqual([]);
});
