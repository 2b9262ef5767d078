// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerEtcdCa } from './api-server-etcd-ca.ts';

test('a value that is empty is none', () => {
  expect(verdicts(apiServerEtcdCa, staticPod('kube-apiserver', '--etcd-cafile='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(verdicts(apiServerEtcdCa, staticPod('kube-apiserver', '--etcd-cafile', '/etc/kubernetes/pki/etcd/ca.crt'))).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerEtcdCa, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
