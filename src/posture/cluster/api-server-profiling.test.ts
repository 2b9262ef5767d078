// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerProfiling } from './api-server-profiling.ts';

test('the last value is in force, in any spelling', () => {
  expect(verdicts(apiServerProfiling, staticPod('kube-apiserver', '--profiling=true', '--profiling', 'false'))).toEqual([]);
  expect(verdicts(apiServerProfiling, staticPod('kube-apiserver', '--profiling=false', '--profiling', 'true'))).toEqual([
    'fail /spec/containers/0/command/2',
  ]);
});
