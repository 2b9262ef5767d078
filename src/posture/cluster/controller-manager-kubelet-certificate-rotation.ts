// SPDX-License-Identifier: Apache-2.0
// Reads --feature-gates of kube-controller-manager.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustNotInclude } from '../facts/component-demands.ts';

export const controllerManagerKubeletCertificateRotation = defineComponentCheck({
  id: 'controller-manager-kubelet-certificate-rotation',
  title: 'Rotation of kubelet serving certificates is switched off',
  why: 'Serving certificates of kubelets then expire or live for years, and clients learn to skip their verification.',
  remedy: 'Take RotateKubeletServerCertificate=false out of --feature-gates.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['network-attack'],
  aliases: ['CIS-1.3.6'],
  component: 'kube-controller-manager',
  judge: mustNotInclude(
    { flag: 'feature-gates', default: '' },
    'RotateKubeletServerCertificate=false',
    undefined,
    'Somebody, or a controller, must approve the requests of kubelets.',
  ),
});
