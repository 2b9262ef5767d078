// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { etcdTrustedCa } from './etcd-trusted-ca.ts';

test('a value that is empty is none', () => {
  expect(verdicts(etcdTrustedCa, staticPod('etcd', '--trusted-ca-file='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(verdicts(etcdTrustedCa, staticPod('etcd', '--trusted-ca-file', '/etc/kubernetes/pki/etcd/ca.crt'))).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(etcdTrustedCa, staticPod('sh', '-c', 'exec etcd $OPTIONS'))).toEqual(['unknown /spec/containers/0/command/2']);
});
