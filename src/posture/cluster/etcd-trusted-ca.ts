// SPDX-License-Identifier: Apache-2.0
// Reads --trusted-ca-file of etcd.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const etcdTrustedCa = defineComponentCheck({
  id: 'etcd-trusted-ca',
  title: 'Clients of etcd are verified by no authority of its own',
  why: 'Every certificate of the authority that etcd trusts reads and writes everything. Where that is the authority of the cluster, the certificate of any kubelet or user does.',
  remedy: 'Give --trusted-ca-file with an authority that signs for etcd alone.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  aliases: ['CIS-2.7'],
  component: 'etcd',
  judge: mustBeGiven(
    [{ flag: 'trusted-ca-file', variable: 'ETCD_TRUSTED_CA_FILE' }],
    'Give --trusted-ca-file with an authority that signs for etcd alone; kubeadm keeps it at /etc/kubernetes/pki/etcd/ca.crt.',
  ),
});
