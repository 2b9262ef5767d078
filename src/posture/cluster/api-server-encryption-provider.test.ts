// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerEncryptionProvider } from './api-server-encryption-provider.ts';

test('a value that is empty is none', () => {
  expect(verdicts(apiServerEncryptionProvider, staticPod('kube-apiserver', '--encryption-provider-config='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(
    verdicts(apiServerEncryptionProvider, staticPod('kube-apiserver', '--encryption-provider-config', '/etc/kubernetes/encryption.yaml')),
  ).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerEncryptionProvider, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
