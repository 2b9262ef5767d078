// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { controlPlanePodShape } from './control-plane-pod-shape.ts';

const found = (spec: object, namespace = 'kube-system') =>
  evaluateOn(controlPlanePodShape, [
    podOf({ ...spec, containers: [{ name: 'a', image: 'a', command: ['etcd'] }] }, { namespace }),
  ]).findings.map(({ path, detail }) => [path, detail]);

test('other Pods have shapes of their own', () => {
  expect(found({}, 'default')).toEqual([]);
  expect(found({ hostNetwork: false, priorityClassName: 'system-cluster-critical' })).toEqual([
    ['/spec/hostNetwork', 'missing: hostNetwork: true'],
  ]);
});
