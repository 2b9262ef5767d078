// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { controllerManagerBindAddress } from './controller-manager-bind-address.ts';

test('the last value is in force, in any spelling', () => {
  expect(
    verdicts(controllerManagerBindAddress, staticPod('kube-controller-manager', '--bind-address=0.0.0.0', '--bind-address', '127.0.0.1')),
  ).toEqual([]);
  expect(
    verdicts(controllerManagerBindAddress, staticPod('kube-controller-manager', '--bind-address=127.0.0.1', '--bind-address', '0.0.0.0')),
  ).toEqual(['fail /spec/containers/0/command/2']);
});
