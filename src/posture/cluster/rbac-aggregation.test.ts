// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { rbacAggregation } from './rbac-aggregation.ts';

const role = (value: string) =>
  objectOf({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'example', labels: { 'rbac.authorization.k8s.io/aggregate-to-admin': value } },
    rules: [{ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] }],
  });

test('the label says true, or nothing', () => {
  expect(evaluateOn(rbacAggregation, [role('true')]).findings).toHaveLength(1);
  expect(evaluateOn(rbacAggregation, [role('false')]).findings).toEqual([]);
});
