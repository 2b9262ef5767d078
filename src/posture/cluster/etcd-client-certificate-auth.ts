// SPDX-License-Identifier: Apache-2.0
// Reads --client-cert-auth of etcd.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBe } from '../facts/component-demands.ts';

export const etcdClientCertificateAuth = defineComponentCheck({
  id: 'etcd-client-certificate-auth',
  title: 'Clients need no certificate to use etcd',
  why: 'Whoever reaches port 2379 reads all Secrets and writes cluster-admin bindings past the API server, its authorization and its audit log.',
  remedy: 'Set --client-cert-auth=true with --trusted-ca-file.',
  severity: 'critical',
  layer: 'cluster',
  threats: ['unauthorized-access', 'data-exposure'],
  aliases: ['CIS-2.2', 'T1552'],
  component: 'etcd',
  judge: mustBe(
    { flag: 'client-cert-auth', variable: 'ETCD_CLIENT_CERT_AUTH', default: 'false' },
    true,
    'Needs --trusted-ca-file with the authority of the clients.',
  ),
});
