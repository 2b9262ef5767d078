// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerClientCa } from './api-server-client-ca.ts';

test('a value that is empty is none', () => {
  expect(verdicts(apiServerClientCa, staticPod('kube-apiserver', '--client-ca-file='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(verdicts(apiServerClientCa, staticPod('kube-apiserver', '--client-ca-file', '/etc/kubernetes/pki/ca.crt'))).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerClientCa, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
