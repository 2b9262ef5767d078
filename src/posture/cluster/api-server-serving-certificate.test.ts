// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerServingCertificate } from './api-server-serving-certificate.ts';

test('a value that is empty is none', () => {
  expect(verdicts(apiServerServingCertificate, staticPod('kube-apiserver', '--tls-cert-file=', '--tls-private-key-file='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(
    verdicts(
      apiServerServingCertificate,
      staticPod(
        'kube-apiserver',
        '--tls-cert-file',
        '/etc/kubernetes/pki/apiserver.crt',
        '--tls-private-key-file',
        '/etc/kubernetes/pki/apiserver.key',
      ),
    ),
  ).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerServingCertificate, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
