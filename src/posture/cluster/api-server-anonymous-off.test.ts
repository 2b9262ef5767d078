// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { apiServerAnonymousOff } from './api-server-anonymous-off.ts';

test.each<[string[], number]>([
  [['--anonymous-auth=0'], 1],
  [['--anonymous-auth', 'false'], 1],
  [['--anonymous-auth'], 0],
  [['--anonymous-auth=false', '--anonymous-auth=true'], 0],
])('%j', (flags, count) => {
  expect(
    pathsFound(apiServerAnonymousOff, { containers: [{ name: 'a', image: 'a', command: ['kube-apiserver', ...flags] }] }),
  ).toHaveLength(count);
});
