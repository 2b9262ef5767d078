// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { etcdClientCertificateAuth } from './etcd-client-certificate-auth.ts';

test('the last value is in force, in any spelling', () => {
  expect(verdicts(etcdClientCertificateAuth, staticPod('etcd', '--client-cert-auth=false', '--client-cert-auth', 'true'))).toEqual([]);
  expect(verdicts(etcdClientCertificateAuth, staticPod('etcd', '--client-cert-auth=true', '--client-cert-auth', 'false'))).toEqual([
    'fail /spec/containers/0/command/2',
  ]);
});
