// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { durationSeconds } from './duration.ts';

test.each([
  ['15s', 15],
  ['1h30m', 5400],
  ['0', 0],
  ['1.5m', 90],
  ['1d', undefined],
  ['', undefined],
])('%s', (text, seconds) => {
  expect(durationSeconds(text)).toBe(seconds);
});
