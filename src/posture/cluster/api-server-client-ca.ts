// SPDX-License-Identifier: Apache-2.0
// Reads --client-ca-file of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const apiServerClientCa = defineComponentCheck({
  id: 'api-server-client-ca',
  title: 'API server does not accept client certificates',
  why: 'Kubelets and the components of the control plane identify themselves by certificates; without an authority to verify them they need tokens that do not expire.',
  remedy: 'Give --client-ca-file.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.2.25'],
  component: 'kube-apiserver',
  judge: mustBeGiven([{ flag: 'client-ca-file' }], 'Give --client-ca-file; kubeadm keeps it at /etc/kubernetes/pki/ca.crt.'),
});
