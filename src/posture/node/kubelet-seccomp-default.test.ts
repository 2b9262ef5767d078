// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletSeccompDefault } from './kubelet-seccomp-default.ts';

test('flags win over the file', () => {
  const node = nodeRunning('kubelet', '--config=/var/lib/kubelet/config.yaml', '--seccomp-default=false');
  const file = kubeletFile('root/var/lib/kubelet/config.yaml', { seccompDefault: true });
  expect(verdicts(kubeletSeccompDefault, node, file)).toEqual(['fail /processes/0/command/2']);
  expect(verdicts(kubeletSeccompDefault, nodeRunning('kubelet', '--seccomp-default=true'))).toEqual([]);
});

test('a drop-in wins over the file', () => {
  const file = kubeletFile('kubelet/config.yaml', { seccompDefault: false });
  expect(verdicts(kubeletSeccompDefault, file, kubeletFile('kubelet/10.conf', { seccompDefault: true }))).toEqual([]);
});

test('a wrong type is no verdict', () => {
  expect(verdicts(kubeletSeccompDefault, kubeletFile('config.yaml', { seccompDefault: [{}] }))[0]).toMatch(/^unknown /);
});
