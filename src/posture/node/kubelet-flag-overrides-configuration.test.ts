// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { kubeletFile, nodeRunning, verdicts } from '../facts/component-testing.ts';
import { kubeletAnonymousAuth } from './kubelet-anonymous-auth.ts';
import { kubeletFlagOverridesConfiguration } from './kubelet-flag-overrides-configuration.ts';

const file = kubeletFile('node/etc/kubelet.yaml', {
  authentication: { anonymous: { enabled: false } },
  streamingConnectionIdleTimeout: '4h0m0s',
  readOnlyPort: 0,
  tlsCipherSuites: ['A', 'B'],
});
const dropIn = kubeletFile('node/etc/kubelet.conf.d/10.conf', { authentication: { anonymous: { enabled: true } } });
const kubelet = (...flags: readonly string[]) => nodeRunning('kubelet', '--config=/etc/kubelet.yaml', ...flags);

test('what means the same is no contradiction', () => {
  const flags = [
    '--anonymous-auth=f',
    '--streaming-connection-idle-timeout=240m',
    '--read-only-port=0',
    '--tls-cipher-suites=B,A',
    '--event-qps=7',
  ];
  expect(verdicts(kubeletFlagOverridesConfiguration, kubelet(...flags), file)).toEqual([]);
});

test('a flag is held against what file and drop-ins come to', () => {
  expect(verdicts(kubeletFlagOverridesConfiguration, kubelet('--anonymous-auth=true'), file)).toEqual(['fail /processes/0/command/2']);
  const folder = '--config-dir=/etc/kubelet.conf.d';
  expect(verdicts(kubeletFlagOverridesConfiguration, kubelet('--anonymous-auth=true', folder), file, dropIn)).toEqual([]);
  expect(verdicts(kubeletFlagOverridesConfiguration, kubelet('--anonymous-auth=false', folder), file, dropIn)).toEqual([
    'fail /processes/0/command/2',
  ]);
});

test('flags win over drop-ins, these over the file, the file over the defaults', () => {
  const folder = '--config-dir=/etc/kubelet.conf.d';
  const open = kubeletFile('node/etc/kubelet.yaml', { authentication: { anonymous: { enabled: true } } });
  const closed = kubeletFile('node/etc/kubelet.conf.d/20.conf', { authentication: { anonymous: { enabled: false } } });
  const place = '/authentication/anonymous/enabled';
  expect(verdicts(kubeletAnonymousAuth, kubelet('--anonymous-auth=false', folder), open, dropIn)).toEqual([]);
  expect(verdicts(kubeletAnonymousAuth, kubelet(folder), open, dropIn, closed)).toEqual([]);
  expect(verdicts(kubeletAnonymousAuth, kubelet(folder), file, dropIn)).toEqual([`fail ${place}`]);
  expect(verdicts(kubeletAnonymousAuth, kubelet(), open, closed)).toEqual([`fail ${place}`]);
  expect(verdicts(kubeletAnonymousAuth, kubelet(), kubeletFile('node/etc/kubelet.yaml', {}))).toEqual([]);
  expect(verdicts(kubeletAnonymousAuth, nodeRunning('kubelet'))).toEqual(['fail /processes/0/command']);
  // A folder of drop-ins without a file leaves the defaults of flags.
  expect(
    verdicts(kubeletAnonymousAuth, nodeRunning('kubelet', folder), kubeletFile('node/etc/kubelet.conf.d/30.conf', { readOnlyPort: 0 })),
  ).toHaveLength(1);
});
