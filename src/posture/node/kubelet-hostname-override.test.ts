// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletHostnameOverride } from './kubelet-hostname-override.ts';

test('an empty name is none', () => {
  expect(verdicts(kubeletHostnameOverride, nodeRunning('kubelet', '--hostname-override='))).toEqual([]);
});
