// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletAnonymousAuth } from './kubelet-anonymous-auth.ts';

test('flags win over the file', () => {
  const node = nodeRunning('kubelet', '--config=/var/lib/kubelet/config.yaml', '--anonymous-auth=true');
  const file = kubeletFile('root/var/lib/kubelet/config.yaml', { authentication: { anonymous: { enabled: false } } });
  expect(verdicts(kubeletAnonymousAuth, node, file)).toEqual(['fail /processes/0/command/2']);
  expect(verdicts(kubeletAnonymousAuth, nodeRunning('kubelet', '--anonymous-auth=false'))).toEqual([]);
});

test('a drop-in wins over the file', () => {
  const file = kubeletFile('kubelet/config.yaml', { authentication: { anonymous: { enabled: true } } });
  expect(
    verdicts(kubeletAnonymousAuth, file, kubeletFile('kubelet/10.conf', { authentication: { anonymous: { enabled: false } } })),
  ).toEqual([]);
});

test('a wrong type is no verdict', () => {
  expect(verdicts(kubeletAnonymousAuth, kubeletFile('config.yaml', { authentication: { anonymous: { enabled: [{}] } } }))[0]).toMatch(
    /^unknown /,
  );
});
