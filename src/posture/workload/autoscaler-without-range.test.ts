// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { autoscalerWithoutRange } from './autoscaler-without-range.ts';

test('both at once are two faults, and text is no number', () => {
  const paths = (spec: Readonly<Record<string, number | string>>) =>
    evaluateOn(autoscalerWithoutRange, [
      objectOf({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a' }, spec }),
    ]).findings.map(({ path }) => path);
  expect(paths({ minReplicas: 1, maxReplicas: 1 })).toEqual(['/spec/minReplicas', '/spec/maxReplicas']);
  expect(paths({ minReplicas: '1', maxReplicas: 1 })).toEqual([]);
});
