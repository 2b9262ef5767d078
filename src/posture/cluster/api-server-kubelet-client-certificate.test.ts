// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerKubeletClientCertificate } from './api-server-kubelet-client-certificate.ts';

test('a value that is empty is none', () => {
  expect(
    verdicts(apiServerKubeletClientCertificate, staticPod('kube-apiserver', '--kubelet-client-certificate=', '--kubelet-client-key=')),
  ).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(
    verdicts(
      apiServerKubeletClientCertificate,
      staticPod(
        'kube-apiserver',
        '--kubelet-client-certificate',
        '/etc/kubernetes/pki/apiserver-kubelet-client.crt',
        '--kubelet-client-key',
        '/etc/kubernetes/pki/apiserver-kubelet-client.key',
      ),
    ),
  ).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerKubeletClientCertificate, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
