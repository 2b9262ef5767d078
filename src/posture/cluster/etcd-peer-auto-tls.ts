// SPDX-License-Identifier: Apache-2.0
// Reads --peer-auto-tls of etcd.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBe } from '../facts/component-demands.ts';

export const etcdPeerAutoTls = defineComponentCheck({
  id: 'etcd-peer-auto-tls',
  title: 'Peer certificates of etcd are made by etcd itself',
  why: 'Certificates that etcd signs itself cannot be verified by anybody, so whoever stands in between reads and changes what the cluster stores.',
  remedy: 'Remove --peer-auto-tls and give certificates of an authority.',
  severity: 'high',
  layer: 'cluster',
  threats: ['network-attack'],
  aliases: ['CIS-2.6'],
  component: 'etcd',
  judge: mustBe(
    { flag: 'peer-auto-tls', variable: 'ETCD_PEER_AUTO_TLS', default: 'false' },
    false,
    'Needs certificates of an authority instead.',
  ),
});
