// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nodeWith, verdicts } from '../facts/component-testing.ts';
import { etcdDataPermissions } from './etcd-data-permissions.ts';

test('narrower modes pass, special bits do not matter', () => {
  for (const mode of ['0500', '500', '2700'])
    expect(verdicts(etcdDataPermissions, nodeWith({ path: '/var/lib/etcd', mode })), mode).toEqual([]);
});

test('a mode that was not seen is unknown', () => {
  for (const mode of ['', 'rw-------', 384])
    expect(verdicts(etcdDataPermissions, nodeWith({ path: '/var/lib/etcd', mode }))).toEqual(['unknown /files/0/mode']);
});
