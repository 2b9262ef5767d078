// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { schedulerBindAddress } from './scheduler-bind-address.ts';

test('the last value is in force, in any spelling', () => {
  expect(verdicts(schedulerBindAddress, staticPod('kube-scheduler', '--bind-address=0.0.0.0', '--bind-address', '127.0.0.1'))).toEqual([]);
  expect(verdicts(schedulerBindAddress, staticPod('kube-scheduler', '--bind-address=127.0.0.1', '--bind-address', '0.0.0.0'))).toEqual([
    'fail /spec/containers/0/command/2',
  ]);
});
