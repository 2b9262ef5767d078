// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletWeakCiphers } from './kubelet-weak-ciphers.ts';

test('flags win over the file', () => {
  const node = nodeRunning('kubelet', '--config=/var/lib/kubelet/config.yaml', '--tls-cipher-suites=TLS_RSA_WITH_AES_128_CBC_SHA');
  const file = kubeletFile('root/var/lib/kubelet/config.yaml', { tlsCipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] });
  expect(verdicts(kubeletWeakCiphers, node, file)).toEqual(['fail /processes/0/command/2']);
  expect(verdicts(kubeletWeakCiphers, nodeRunning('kubelet', '--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'))).toEqual([]);
});

test('a drop-in wins over the file', () => {
  const file = kubeletFile('kubelet/config.yaml', { tlsCipherSuites: ['TLS_RSA_WITH_AES_128_CBC_SHA'] });
  expect(
    verdicts(kubeletWeakCiphers, file, kubeletFile('kubelet/10.conf', { tlsCipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] })),
  ).toEqual([]);
});

test('a wrong type is no verdict', () => {
  expect(verdicts(kubeletWeakCiphers, kubeletFile('config.yaml', { tlsCipherSuites: [{}] }))[0]).toMatch(/^unknown /);
});
