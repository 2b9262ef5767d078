// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { autoscalerWithoutTarget } from './autoscaler-without-target.ts';

const found = (apiVersion: string, kind: string) => {
  const spec = { scaleTargetRef: { apiVersion, kind, name: 'shop' } };
  const scaler = objectOf({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'a', namespace: 'shop' },
    spec,
  });
  const shop = objectOf({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop', namespace: 'shop' } });
  return evaluateOn(autoscalerWithoutTarget, [scaler, shop]).findings.map(({ path }) => path);
};

test('the group counts, and kinds of others are not known', () => {
  expect(found('apps/v1beta1', 'Deployment')).toEqual([]);
  expect(found('v1', 'Deployment')).toEqual(['/spec/scaleTargetRef/apiVersion']);
  expect(found('argoproj.io/v1alpha1', 'Rollout')).toEqual([]);
});
