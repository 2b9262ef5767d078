// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nodeWith, verdicts } from '../facts/component-testing.ts';
import { cniFileOwnership } from './cni-file-ownership.ts';

test('the number 0 is root', () => {
  expect(verdicts(cniFileOwnership, nodeWith({ path: '/etc/cni/net.d/10-calico.conflist', owner: 0, group: 0 }))).toEqual([]);
});

test('the group counts, and one that was not seen is unknown', () => {
  expect(verdicts(cniFileOwnership, nodeWith({ path: '/etc/cni/net.d/10-calico.conflist', owner: 'root', group: 'users' }))).toEqual([
    'fail /files/0/group',
  ]);
  expect(verdicts(cniFileOwnership, nodeWith({ path: '/etc/cni/net.d/10-calico.conflist', owner: 'root' }))).toEqual(['unknown /files/0']);
});
