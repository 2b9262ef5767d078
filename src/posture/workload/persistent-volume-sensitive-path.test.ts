// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { persistentVolumeSensitivePath } from './persistent-volume-sensitive-path.ts';

const found = (path: string, accessModes: string[]) => {
  const body = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'a' }, spec: { accessModes, hostPath: { path } } };
  return evaluateOn(persistentVolumeSensitivePath, [objectOf(body)]).findings.length > 0;
};

test.each([
  ['/run/containerd/containerd.sock', ['ReadOnlyMany'], true],
  ['/srv/../etc', ['ReadOnlyMany'], true],
  ['/var/log', ['ReadWriteOnce'], true],
  ['/var/log', ['ReadOnlyMany'], false],
  ['/mnt/data', ['ReadWriteMany'], false],
])('%s as %j', (path, modes, expected) => {
  expect(found(path, modes)).toBe(expected);
});
