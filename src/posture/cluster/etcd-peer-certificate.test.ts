// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { etcdPeerCertificate } from './etcd-peer-certificate.ts';

test('a value that is empty is none', () => {
  expect(verdicts(etcdPeerCertificate, staticPod('etcd', '--peer-cert-file=', '--peer-key-file='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(
    verdicts(
      etcdPeerCertificate,
      staticPod('etcd', '--peer-cert-file', '/etc/kubernetes/pki/etcd/peer.crt', '--peer-key-file', '/etc/kubernetes/pki/etcd/peer.key'),
    ),
  ).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(etcdPeerCertificate, staticPod('sh', '-c', 'exec etcd $OPTIONS'))).toEqual(['unknown /spec/containers/0/command/2']);
});
