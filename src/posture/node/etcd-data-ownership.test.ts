// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nodeWith, verdicts } from '../facts/component-testing.ts';
import { etcdDataOwnership } from './etcd-data-ownership.ts';

test('the number 0 is root', () => {
  expect(verdicts(etcdDataOwnership, nodeWith({ path: '/var/lib/etcd', owner: 0, group: 0 }))).toEqual(['fail /files/0/owner']);
});

test('the group counts, and one that was not seen is unknown', () => {
  expect(verdicts(etcdDataOwnership, nodeWith({ path: '/var/lib/etcd', owner: 'etcd', group: 'users' }))).toEqual(['fail /files/0/group']);
  expect(verdicts(etcdDataOwnership, nodeWith({ path: '/var/lib/etcd', owner: 'etcd' }))).toEqual(['unknown /files/0']);
});
