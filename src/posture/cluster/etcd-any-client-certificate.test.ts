// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { etcdAnyClientCertificate } from './etcd-any-client-certificate.ts';

const found = (...flags: readonly string[]) =>
  pathsFound(etcdAnyClientCertificate, { containers: [{ name: 'etcd', image: 'etcd', command: ['etcd', ...flags] }] });

test('where no certificate is asked for, another check speaks', () => {
  expect(found('--client-cert-auth=false')).toEqual([]);
  expect(found('--client-cert-auth')).toEqual(['/spec/containers/0/command']);
});
