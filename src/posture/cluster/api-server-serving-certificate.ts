// SPDX-License-Identifier: Apache-2.0
// Reads --tls-cert-file, --tls-private-key-file of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const apiServerServingCertificate = defineComponentCheck({
  id: 'api-server-serving-certificate',
  title: 'API server makes itself a serving certificate',
  why: 'A certificate that nobody has signed cannot be verified, so clients learn to skip verification, and somebody in between reads their credentials.',
  remedy: 'Give --tls-cert-file and --tls-private-key-file with a certificate that clients can verify.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['network-attack'],
  aliases: ['CIS-1.2.24'],
  component: 'kube-apiserver',
  judge: mustBeGiven(
    [{ flag: 'tls-cert-file' }, { flag: 'tls-private-key-file' }],
    'Give --tls-cert-file and --tls-private-key-file; kubeadm keeps them at /etc/kubernetes/pki/apiserver.crt and .key.',
  ),
});
