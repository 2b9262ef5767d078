// SPDX-License-Identifier: Apache-2.0
// Reads --cert-file, --key-file of etcd.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const etcdServingCertificate = defineComponentCheck({
  id: 'etcd-serving-certificate',
  title: 'Traffic between clients and etcd is not protected by a certificate',
  why: 'Everything the cluster stores, Secrets included, crosses the network in clear text or past a certificate that nobody can verify.',
  remedy: 'Give --cert-file and --key-file.',
  severity: 'critical',
  layer: 'cluster',
  threats: ['network-attack', 'data-exposure'],
  aliases: ['CIS-2.1'],
  component: 'etcd',
  judge: mustBeGiven(
    [
      { flag: 'cert-file', variable: 'ETCD_CERT_FILE' },
      { flag: 'key-file', variable: 'ETCD_KEY_FILE' },
    ],
    'Give --cert-file and --key-file; kubeadm keeps them at /etc/kubernetes/pki/etcd/server.crt and .key.',
  ),
});
