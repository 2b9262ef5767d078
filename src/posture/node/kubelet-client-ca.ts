// SPDX-License-Identifier: Apache-2.0
// Reads --client-ca-file and authentication.x509.clientCAFile of kubelet.
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const kubeletClientCa = defineNodeComponentCheck({
  id: 'kubelet-client-ca',
  title: 'Kubelet does not accept client certificates',
  why: 'The kubelet then cannot tell the API server, which identifies itself by a certificate, from anybody else.',
  remedy: 'Set authentication.x509.clientCAFile.',
  severity: 'medium',
  layer: 'node',
  threats: ['unauthorized-access'],
  aliases: ['CIS-4.2.3'],
  component: 'kubelet',
  judge: mustBeGiven(
    [{ flag: 'client-ca-file', field: '/authentication/x509/clientCAFile', type: 'string' }],
    'Set authentication.x509.clientCAFile; kubeadm keeps it at /etc/kubernetes/pki/ca.crt.',
  ),
});
