// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletEventRate } from './kubelet-event-rate.ts';

test('flags win over the file', () => {
  const node = nodeRunning('kubelet', '--config=/var/lib/kubelet/config.yaml', '--event-qps=-1');
  const file = kubeletFile('root/var/lib/kubelet/config.yaml', { eventRecordQPS: 0 });
  expect(verdicts(kubeletEventRate, node, file)).toEqual(['fail /processes/0/command/2']);
  expect(verdicts(kubeletEventRate, nodeRunning('kubelet', '--event-qps=0'))).toEqual([]);
});

test('a drop-in wins over the file', () => {
  const file = kubeletFile('kubelet/config.yaml', { eventRecordQPS: -1 });
  expect(verdicts(kubeletEventRate, file, kubeletFile('kubelet/10.conf', { eventRecordQPS: 0 }))).toEqual([]);
});

test('a wrong type is no verdict', () => {
  expect(verdicts(kubeletEventRate, kubeletFile('config.yaml', { eventRecordQPS: [{}] }))[0]).toMatch(/^unknown /);
});
