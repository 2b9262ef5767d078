// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletAuthorization } from './kubelet-authorization.ts';

test('flags win over the file', () => {
  const node = nodeRunning('kubelet', '--config=/var/lib/kubelet/config.yaml', '--authorization-mode=AlwaysAllow');
  const file = kubeletFile('root/var/lib/kubelet/config.yaml', { authorization: { mode: 'Webhook' } });
  expect(verdicts(kubeletAuthorization, node, file)).toEqual(['fail /processes/0/command/2']);
  expect(verdicts(kubeletAuthorization, nodeRunning('kubelet', '--authorization-mode=Webhook'))).toEqual([]);
});

test('a drop-in wins over the file', () => {
  const file = kubeletFile('kubelet/config.yaml', { authorization: { mode: 'AlwaysAllow' } });
  expect(verdicts(kubeletAuthorization, file, kubeletFile('kubelet/10.conf', { authorization: { mode: 'Webhook' } }))).toEqual([]);
});

test('a wrong type is no verdict', () => {
  expect(verdicts(kubeletAuthorization, kubeletFile('config.yaml', { authorization: { mode: [{}] } }))[0]).toMatch(/^unknown /);
});
