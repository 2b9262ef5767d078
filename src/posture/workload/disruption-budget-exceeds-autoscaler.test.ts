// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { disruptionBudgetExceedsAutoscaler } from './disruption-budget-exceeds-autoscaler.ts';

test('an autoscaler of another workload says nothing', () => {
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'a' }] } };
  const objects = (target: string) => [
    objectOf({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { template } }),
    objectOf({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'a' }, spec: { minAvailable: 5, selector: {} } }),
    objectOf({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'a' },
      spec: { minReplicas: 2, maxReplicas: 9, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target } },
    }),
  ];
  expect(evaluateOn(disruptionBudgetExceedsAutoscaler, objects('a')).findings.length).toBe(1);
  expect(evaluateOn(disruptionBudgetExceedsAutoscaler, objects('b')).findings).toEqual([]);
});
