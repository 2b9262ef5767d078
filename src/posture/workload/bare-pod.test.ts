// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { barePod } from './bare-pod.ts';

test('other workloads are not asked', () => {
  const spec = { selector: {}, template: { spec: { containers: [{ name: 'a', image: 'a' }] } } };
  const { tallies } = evaluateOn(barePod, [objectOf({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec })]);
  expect(tallies.get('bare-pod')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});

test('owner references of a wrong type are no owner', () => {
  expect(evaluateOn(barePod, [podOf({ containers: [] }, { ownerReferences: 'me' })]).findings).toHaveLength(1);
});

test('only what stands on the network of the node is let pass in kube-system', () => {
  const pods = [true, false].map((hostNetwork) => podOf({ hostNetwork, containers: [] }, { namespace: 'kube-system' }));
  expect(pods.map((pod) => evaluateOn(barePod, [pod]).findings.length)).toEqual([0, 1]);
});
