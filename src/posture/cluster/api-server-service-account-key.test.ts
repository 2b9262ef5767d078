// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerServiceAccountKey } from './api-server-service-account-key.ts';

test('a value that is empty is none', () => {
  expect(verdicts(apiServerServiceAccountKey, staticPod('kube-apiserver', '--service-account-key-file='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(
    verdicts(apiServerServiceAccountKey, staticPod('kube-apiserver', '--service-account-key-file', '/etc/kubernetes/pki/sa.pub')),
  ).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerServiceAccountKey, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
