// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { isForWindows } from './operating-system.ts';

test('spec.os decides, the node selector where it is left out', () => {
  expect(isForWindows({ os: { name: 'windows' } })).toBe(true);
  expect(isForWindows({ nodeSelector: { 'kubernetes.io/os': 'windows' } })).toBe(true);
  expect(isForWindows({ os: { name: 'linux' }, nodeSelector: { 'kubernetes.io/os': 'windows' } })).toBe(false);
  expect(isForWindows({})).toBe(false);
});
