// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { controllerManagerTerminatedPods } from './controller-manager-terminated-pods.ts';

test('a value that is empty is none', () => {
  expect(verdicts(controllerManagerTerminatedPods, staticPod('kube-controller-manager', '--terminated-pod-gc-threshold='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(verdicts(controllerManagerTerminatedPods, staticPod('kube-controller-manager', '--terminated-pod-gc-threshold', '1000'))).toEqual(
    [],
  );
});

test('what a shell adds is not known', () => {
  expect(verdicts(controllerManagerTerminatedPods, staticPod('sh', '-c', 'exec kube-controller-manager $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
