// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { apiServerBootstrapTokensOff } from './api-server-bootstrap-tokens-off.ts';

test.each<[string[], number]>([
  [[], 0],
  [['--enable-bootstrap-token-auth'], 0],
  [['--enable-bootstrap-token-auth=F'], 1],
])('%j', (flags, count) => {
  const command = ['kube-apiserver', ...flags];
  expect(pathsFound(apiServerBootstrapTokensOff, { containers: [{ name: 'a', image: 'a', command }] })).toHaveLength(count);
});
