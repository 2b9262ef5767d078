// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { runAsUserZero } from './run-as-user-zero.ts';

const spec = { containers: [{ name: 'a', securityContext: { runAsUser: 0 } }] };

test('the control exists since 1.23', () => {
  expect(pathsFound(runAsUserZero, spec, '1.22')).toEqual([]);
  expect(pathsFound(runAsUserZero, spec, '1.23')).toEqual(['/spec/containers/0/securityContext/runAsUser']);
});

test('since 1.35 root of a user namespace is allowed', () => {
  expect(pathsFound(runAsUserZero, { ...spec, hostUsers: false }, '1.34')).toHaveLength(1);
  expect(pathsFound(runAsUserZero, { ...spec, hostUsers: false })).toEqual([]);
});
