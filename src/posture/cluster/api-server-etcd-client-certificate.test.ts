// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerEtcdClientCertificate } from './api-server-etcd-client-certificate.ts';

test('a value that is empty is none', () => {
  expect(verdicts(apiServerEtcdClientCertificate, staticPod('kube-apiserver', '--etcd-certfile=', '--etcd-keyfile='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(
    verdicts(
      apiServerEtcdClientCertificate,
      staticPod(
        'kube-apiserver',
        '--etcd-certfile',
        '/etc/kubernetes/pki/apiserver-etcd-client.crt',
        '--etcd-keyfile',
        '/etc/kubernetes/pki/apiserver-etcd-client.key',
      ),
    ),
  ).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerEtcdClientCertificate, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
