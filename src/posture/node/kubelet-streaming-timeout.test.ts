// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletStreamingTimeout } from './kubelet-streaming-timeout.ts';

test('zero in every unit', () => {
  for (const zero of ['0', '0s', '0h0m0s', '-0']) {
    expect(verdicts(kubeletStreamingTimeout, nodeRunning('kubelet', `--streaming-connection-idle-timeout=${zero}`)), zero).toEqual([
      'fail /processes/0/command/1',
    ]);
  }
});
