// SPDX-License-Identifier: Apache-2.0
// Reads --kubelet-certificate-authority of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const apiServerKubeletCertificateAuthority = defineComponentCheck({
  id: 'api-server-kubelet-certificate-authority',
  title: 'API server does not verify the certificates of kubelets',
  why: 'Somebody between the API server and a node poses as its kubelet and then reads logs, exec sessions and port-forwards, or answers in its place.',
  remedy: 'Give --kubelet-certificate-authority, with kubelets whose serving certificates that authority has signed (serverTLSBootstrap).',
  severity: 'high',
  layer: 'cluster',
  threats: ['network-attack', 'data-exposure'],
  aliases: ['CIS-1.2.5'],
  component: 'kube-apiserver',
  judge: mustBeGiven(
    [{ flag: 'kubelet-certificate-authority' }],
    'Let kubelets have signed serving certificates (serverTLSBootstrap: true), then give --kubelet-certificate-authority.',
  ),
});
