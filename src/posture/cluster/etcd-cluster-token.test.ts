// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { etcdClusterToken } from './etcd-cluster-token.ts';

test.each([
  ['etcd-cluster', 1],
  ['etcd-cluster-1', 1],
  ['my-etcd-token', 1],
  ['k8s_etcd', 1],
  ['token', 1],
  ['', 1],
  ['tokyo-payments-7f3a9c', 0],
  ['prod-eu-4b1d', 0],
  ['etcd-7f3a9c21', 0],
])('%s', (token, count) => {
  const command = ['etcd', `--initial-cluster-token=${token}`];
  expect(pathsFound(etcdClusterToken, { containers: [{ name: 'etcd', image: 'etcd', command }] })).toHaveLength(count);
});
