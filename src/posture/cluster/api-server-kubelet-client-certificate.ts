// SPDX-License-Identifier: Apache-2.0
// Reads --kubelet-client-certificate, --kubelet-client-key of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const apiServerKubeletClientCertificate = defineComponentCheck({
  id: 'api-server-kubelet-client-certificate',
  title: 'API server does not identify itself to kubelets',
  why: 'Without a client certificate the API server is anonymous to kubelets, so kubelets must accept anonymous requests for logs and exec to work, and then accept them from everybody.',
  remedy: 'Give --kubelet-client-certificate and --kubelet-client-key.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access', 'network-attack'],
  aliases: ['CIS-1.2.4'],
  component: 'kube-apiserver',
  judge: mustBeGiven(
    [{ flag: 'kubelet-client-certificate' }, { flag: 'kubelet-client-key' }],
    'Give --kubelet-client-certificate and --kubelet-client-key; kubeadm keeps them at /etc/kubernetes/pki/apiserver-kubelet-client.crt and .key.',
  ),
});
