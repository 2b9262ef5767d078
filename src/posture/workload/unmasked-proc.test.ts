// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { unmaskedProc } from './unmasked-proc.ts';

test('an empty or unknown value is not Default', () => {
  const containers = ['', 'default', 'Default'].map((procMount) => ({ name: 'a', securityContext: { procMount } }));
  expect(pathsFound(unmaskedProc, { containers })).toEqual([
    '/spec/containers/0/securityContext/procMount',
    '/spec/containers/1/securityContext/procMount',
  ]);
});
