// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { etcdLoopbackPeers } from './etcd-loopback-peers.ts';

const found = (...flags: readonly string[]) =>
  pathsFound(etcdLoopbackPeers, { containers: [{ name: 'etcd', image: 'etcd', command: ['etcd', ...flags] }] });

test('one address that others reach is enough; loopback for clients is right', () => {
  expect(found('--listen-peer-urls=https://127.0.0.1:2380,https://10.0.0.11:2380')).toEqual([]);
  expect(found('--listen-client-urls=https://127.0.0.1:2379')).toEqual([]);
  expect(found('--listen-peer-urls=https://[::1]:2380')).toEqual(['/spec/containers/0/command/1']);
  expect(found('--initial-advertise-peer-urls', 'http://localhost:2380')).toEqual(['/spec/containers/0/command/1']);
});
