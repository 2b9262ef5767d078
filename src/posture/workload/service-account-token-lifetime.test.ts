// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { serviceAccountTokenLifetime } from './service-account-token-lifetime.ts';

const paths = (expirationSeconds: number | bigint) =>
  pathsFound(serviceAccountTokenLifetime, {
    volumes: [
      { name: 'a', emptyDir: {} },
      { name: 'b', projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds } }] } },
    ],
  });

test('a day is the border', () => {
  const path = '/spec/volumes/1/projected/sources/0/serviceAccountToken/expirationSeconds';
  expect(paths(3607)).toEqual([]);
  expect(paths(86_400)).toEqual([]);
  expect(paths(86_401)).toEqual([path]);
  expect(paths(9_007_199_254_740_993n)).toEqual([path]);
});
