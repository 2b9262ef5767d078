// SPDX-License-Identifier: Apache-2.0
// Reads --peer-client-cert-auth of etcd.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBe } from '../facts/component-demands.ts';

export const etcdPeerCertificateAuth = defineComponentCheck({
  id: 'etcd-peer-certificate-auth',
  title: 'Members need no certificate to join etcd',
  why: 'Whoever reaches port 2380 joins the cluster as a member and receives, and votes on, everything that is stored.',
  remedy: 'Set --peer-client-cert-auth=true with --peer-trusted-ca-file.',
  severity: 'critical',
  layer: 'cluster',
  threats: ['unauthorized-access', 'data-exposure'],
  aliases: ['CIS-2.5'],
  component: 'etcd',
  judge: mustBe(
    { flag: 'peer-client-cert-auth', variable: 'ETCD_PEER_CLIENT_CERT_AUTH', default: 'false' },
    true,
    'Needs --peer-trusted-ca-file with the authority of the members.',
  ),
});
