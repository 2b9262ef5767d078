// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { controllerManagerServiceAccountKey } from './controller-manager-service-account-key.ts';

test('a value that is empty is none', () => {
  expect(
    verdicts(controllerManagerServiceAccountKey, staticPod('kube-controller-manager', '--service-account-private-key-file=')),
  ).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(
    verdicts(
      controllerManagerServiceAccountKey,
      staticPod('kube-controller-manager', '--service-account-private-key-file', '/etc/kubernetes/pki/sa.key'),
    ),
  ).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(controllerManagerServiceAccountKey, staticPod('sh', '-c', 'exec kube-controller-manager $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
