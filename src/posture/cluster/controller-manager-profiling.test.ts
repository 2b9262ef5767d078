// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { controllerManagerProfiling } from './controller-manager-profiling.ts';

test('the last value is in force, in any spelling', () => {
  expect(verdicts(controllerManagerProfiling, staticPod('kube-controller-manager', '--profiling=true', '--profiling', 'false'))).toEqual(
    [],
  );
  expect(verdicts(controllerManagerProfiling, staticPod('kube-controller-manager', '--profiling=false', '--profiling', 'true'))).toEqual([
    'fail /spec/containers/0/command/2',
  ]);
});
