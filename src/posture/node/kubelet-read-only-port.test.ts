// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletReadOnlyPort } from './kubelet-read-only-port.ts';

test('flags win over the file', () => {
  const node = nodeRunning('kubelet', '--config=/var/lib/kubelet/config.yaml', '--read-only-port=10255');
  const file = kubeletFile('root/var/lib/kubelet/config.yaml', { readOnlyPort: 0 });
  expect(verdicts(kubeletReadOnlyPort, node, file)).toEqual(['fail /processes/0/command/2']);
  expect(verdicts(kubeletReadOnlyPort, nodeRunning('kubelet', '--read-only-port=0'))).toEqual([]);
});

test('a drop-in wins over the file', () => {
  const file = kubeletFile('kubelet/config.yaml', { readOnlyPort: 10255 });
  expect(verdicts(kubeletReadOnlyPort, file, kubeletFile('kubelet/10.conf', { readOnlyPort: 0 }))).toEqual([]);
});

test('a wrong type is no verdict', () => {
  expect(verdicts(kubeletReadOnlyPort, kubeletFile('config.yaml', { readOnlyPort: [{}] }))[0]).toMatch(/^unknown /);
});
