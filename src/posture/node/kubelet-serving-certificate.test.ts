// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletServingCertificate } from './kubelet-serving-certificate.ts';

test('flags win over the file', () => {
  expect(verdicts(kubeletServingCertificate, nodeRunning('kubelet', '--tls-cert-file=/x', '--tls-private-key-file=/x'))).toEqual([]);
});

test('without a file it is a flag that is missing', () => {
  expect(verdicts(kubeletServingCertificate, nodeRunning('kubelet'))).toEqual(['fail /processes/0/command']);
});

test('a wrong type is no verdict', () => {
  expect(verdicts(kubeletServingCertificate, kubeletFile('config.yaml', { tlsCertFile: [{}] }))[0]).toMatch(/^unknown /);
});
