// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { controllerManagerKubeletCertificateRotation } from './controller-manager-kubelet-certificate-rotation.ts';

test('a list is the sum of its flags', () => {
  expect(
    verdicts(
      controllerManagerKubeletCertificateRotation,
      staticPod('kube-controller-manager', '--feature-gates=RotateKubeletServerCertificate=false', '--feature-gates=Other'),
    ),
  ).not.toEqual([]);
});

test('part of a name is not the name', () => {
  expect(
    verdicts(
      controllerManagerKubeletCertificateRotation,
      staticPod('kube-controller-manager', '--feature-gates=RotateKubeletServerCertificate=falses'),
    ),
  ).toEqual([]);
});
