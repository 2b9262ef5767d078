// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { userNamespace } from './user-namespace.ts';

const api = { name: 'api', image: 'api' };

test.each([
  { hostPID: true, containers: [api] },
  { hostIPC: true, containers: [api] },
  { os: { name: 'windows' }, containers: [api] },
  { nodeSelector: { 'kubernetes.io/os': 'windows' }, containers: [api] },
  { volumes: [{ name: 'v', nfs: { server: 'nfs.example.com', path: '/' } }], containers: [api] },
  { volumes: [{ name: 'v', hostPath: { path: '/opt' } }], containers: [api] },
  { containers: [{ ...api, securityContext: { privileged: true } }] },
  { containers: [{ ...api, volumeDevices: [{ name: 'v', devicePath: '/dev/xvda' }] }] },
])('not asked: %j', (spec) => {
  expect(pathsFound(userNamespace, spec)).toEqual([]);
});

test('from 1.33', () => {
  expect(['1.32', '1.33'].map((version) => pathsFound(userNamespace, { containers: [api] }, version).length)).toEqual([0, 1]);
});
