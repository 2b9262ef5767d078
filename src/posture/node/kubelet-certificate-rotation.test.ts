// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletCertificateRotation } from './kubelet-certificate-rotation.ts';

test('flags win over the file', () => {
  const node = nodeRunning('kubelet', '--config=/var/lib/kubelet/config.yaml', '--rotate-certificates=false');
  const file = kubeletFile('root/var/lib/kubelet/config.yaml', { rotateCertificates: true });
  expect(verdicts(kubeletCertificateRotation, node, file)).toEqual(['fail /processes/0/command/2']);
  expect(verdicts(kubeletCertificateRotation, nodeRunning('kubelet', '--rotate-certificates=true'))).toEqual([]);
});

test('a drop-in wins over the file', () => {
  const file = kubeletFile('kubelet/config.yaml', { rotateCertificates: false });
  expect(verdicts(kubeletCertificateRotation, file, kubeletFile('kubelet/10.conf', { rotateCertificates: true }))).toEqual([]);
});

test('a wrong type is no verdict', () => {
  expect(verdicts(kubeletCertificateRotation, kubeletFile('config.yaml', { rotateCertificates: [{}] }))[0]).toMatch(/^unknown /);
});
