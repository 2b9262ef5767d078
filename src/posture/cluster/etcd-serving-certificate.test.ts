// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { etcdServingCertificate } from './etcd-serving-certificate.ts';

test('a value that is empty is none', () => {
  expect(verdicts(etcdServingCertificate, staticPod('etcd', '--cert-file=', '--key-file='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(
    verdicts(
      etcdServingCertificate,
      staticPod('etcd', '--cert-file', '/etc/kubernetes/pki/etcd/server.crt', '--key-file', '/etc/kubernetes/pki/etcd/server.key'),
    ),
  ).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(etcdServingCertificate, staticPod('sh', '-c', 'exec etcd $OPTIONS'))).toEqual(['unknown /spec/containers/0/command/2']);
});
