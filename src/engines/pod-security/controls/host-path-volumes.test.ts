// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { violationOf } from '../testing.ts';
import { hostPathVolumes } from './host-path-volumes.ts';

test('names the volumes', () => {
  const volumes = [
    { name: 'logs', hostPath: { path: '/var/log' } },
    { name: 'cache', emptyDir: {} },
    { name: 'root', hostPath: {} },
  ];
  expect(violationOf(hostPathVolumes, 'v1.0', { volumes })).toEqual({
    reason: 'hostPath volumes',
    detail: 'volumes "logs", "root"',
    paths: ['/spec/volumes/0/hostPath', '/spec/volumes/2/hostPath'],
  });
});

test('allows no hostPath', () => {
  expect(violationOf(hostPathVolumes, 'latest', { volumes: [{ name: 'a', hostPath: null, emptyDir: {} }] })).toBeUndefined();
});
