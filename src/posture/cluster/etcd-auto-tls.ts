// SPDX-License-Identifier: Apache-2.0
// Reads --auto-tls of etcd.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBe } from '../facts/component-demands.ts';

export const etcdAutoTls = defineComponentCheck({
  id: 'etcd-auto-tls',
  title: 'Serving certificates of etcd are made by etcd itself',
  why: 'Certificates that etcd signs itself cannot be verified by anybody, so whoever stands in between reads and changes what the cluster stores.',
  remedy: 'Remove --auto-tls and give certificates of an authority.',
  severity: 'high',
  layer: 'cluster',
  threats: ['network-attack'],
  aliases: ['CIS-2.3'],
  component: 'etcd',
  judge: mustBe({ flag: 'auto-tls', variable: 'ETCD_AUTO_TLS', default: 'false' }, false, 'Needs certificates of an authority instead.'),
});
