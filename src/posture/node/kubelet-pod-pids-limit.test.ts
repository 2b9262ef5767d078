// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletPodPidsLimit } from './kubelet-pod-pids-limit.ts';

test('flags win over the file', () => {
  const node = nodeRunning('kubelet', '--config=/var/lib/kubelet/config.yaml', '--pod-max-pids=-1');
  const file = kubeletFile('root/var/lib/kubelet/config.yaml', { podPidsLimit: 4096 });
  expect(verdicts(kubeletPodPidsLimit, node, file)).toEqual(['fail /processes/0/command/2']);
  expect(verdicts(kubeletPodPidsLimit, nodeRunning('kubelet', '--pod-max-pids=4096'))).toEqual([]);
});

test('a drop-in wins over the file', () => {
  const file = kubeletFile('kubelet/config.yaml', { podPidsLimit: -1 });
  expect(verdicts(kubeletPodPidsLimit, file, kubeletFile('kubelet/10.conf', { podPidsLimit: 4096 }))).toEqual([]);
});

test('a wrong type is no verdict', () => {
  expect(verdicts(kubeletPodPidsLimit, kubeletFile('config.yaml', { podPidsLimit: [{}] }))[0]).toMatch(/^unknown /);
});
