// SPDX-License-Identifier: Apache-2.0
// Reads --peer-cert-file, --peer-key-file of etcd.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven } from '../facts/component-demands.ts';

export const etcdPeerCertificate = defineComponentCheck({
  id: 'etcd-peer-certificate',
  title: 'Members of etcd talk without certificates',
  why: 'What members copy to each other is everything the cluster stores; whoever reads that network has it.',
  remedy: 'Give --peer-cert-file and --peer-key-file.',
  severity: 'high',
  layer: 'cluster',
  threats: ['network-attack', 'data-exposure'],
  aliases: ['CIS-2.4'],
  component: 'etcd',
  judge: mustBeGiven(
    [
      { flag: 'peer-cert-file', variable: 'ETCD_PEER_CERT_FILE' },
      { flag: 'peer-key-file', variable: 'ETCD_PEER_KEY_FILE' },
    ],
    'Give --peer-cert-file and --peer-key-file; kubeadm keeps them at /etc/kubernetes/pki/etcd/peer.crt and .key.',
  ),
});
