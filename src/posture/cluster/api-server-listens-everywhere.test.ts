// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { apiServerListensEverywhere } from './api-server-listens-everywhere.ts';

test.each([
  ['--bind-address=::', 1],
  ['--bind-address=10.0.0.11', 0],
  ['--advertise-address=0.0.0.0', 0],
])('%s', (given, count) => {
  const command = ['kube-apiserver', given];
  expect(pathsFound(apiServerListensEverywhere, { containers: [{ name: 'a', image: 'a', command }] })).toHaveLength(count);
});
