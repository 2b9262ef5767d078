// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { etcdPeerCertificateAuth } from './etcd-peer-certificate-auth.ts';

test('the last value is in force, in any spelling', () => {
  expect(verdicts(etcdPeerCertificateAuth, staticPod('etcd', '--peer-client-cert-auth=false', '--peer-client-cert-auth', 'true'))).toEqual(
    [],
  );
  expect(verdicts(etcdPeerCertificateAuth, staticPod('etcd', '--peer-client-cert-auth=true', '--peer-client-cert-auth', 'false'))).toEqual([
    'fail /spec/containers/0/command/2',
  ]);
});
