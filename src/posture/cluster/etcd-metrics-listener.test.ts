// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { etcdMetricsListener } from './etcd-metrics-listener.ts';

test.each([
  ['http://127.0.0.1:2381', 0],
  ['https://0.0.0.0:2381', 0],
  ['http://[::]:2381', 1],
  ['http://127.0.0.1:2381,http://0.0.0.0:2381', 1],
])('%s', (urls, count) => {
  const command = ['etcd', `--listen-metrics-urls=${urls}`];
  expect(pathsFound(etcdMetricsListener, { containers: [{ name: 'etcd', image: 'etcd', command }] })).toHaveLength(count);
});
