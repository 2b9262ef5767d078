// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerKubeletCertificateAuthority } from './api-server-kubelet-certificate-authority.ts';

test('a value that is empty is none', () => {
  expect(verdicts(apiServerKubeletCertificateAuthority, staticPod('kube-apiserver', '--kubelet-certificate-authority='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(
    verdicts(
      apiServerKubeletCertificateAuthority,
      staticPod('kube-apiserver', '--kubelet-certificate-authority', '/etc/kubernetes/pki/ca.crt'),
    ),
  ).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerKubeletCertificateAuthority, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
