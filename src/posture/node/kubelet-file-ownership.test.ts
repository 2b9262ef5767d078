// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nodeWith, verdicts } from '../facts/component-testing.ts';
import { kubeletFileOwnership } from './kubelet-file-ownership.ts';

test('the number 0 is root', () => {
  expect(verdicts(kubeletFileOwnership, nodeWith({ path: '/var/lib/kubelet/config.yaml', owner: 0, group: 0 }))).toEqual([]);
});

test('the group counts, and one that was not seen is unknown', () => {
  expect(verdicts(kubeletFileOwnership, nodeWith({ path: '/var/lib/kubelet/config.yaml', owner: 'root', group: 'users' }))).toEqual([
    'fail /files/0/group',
  ]);
  expect(verdicts(kubeletFileOwnership, nodeWith({ path: '/var/lib/kubelet/config.yaml', owner: 'root' }))).toEqual(['unknown /files/0']);
});
