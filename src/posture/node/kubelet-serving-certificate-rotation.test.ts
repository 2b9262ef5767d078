// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletServingCertificateRotation } from './kubelet-serving-certificate-rotation.ts';

test('a flag for this gate wins over the file', () => {
  const node = nodeRunning('kubelet', '--config=/var/lib/kubelet/config.yaml', '--feature-gates=RotateKubeletServerCertificate=false');
  const file = kubeletFile('root/var/lib/kubelet/config.yaml', { featureGates: { RotateKubeletServerCertificate: true } });
  expect(verdicts(kubeletServingCertificateRotation, node, file)).toEqual(['fail /processes/0/command/2']);
});
