// SPDX-License-Identifier: Apache-2.0
import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { applyPatch } from '../../model/patch.ts';
import { workloadsOf } from '../../model/workloads.ts';
import { holds, hostPathVolumes, mountedBy, normalHostPath, volumeRemoval } from './host-paths.ts';
import { podOf } from '../testing.ts';

test.each([
  ['/', '/'],
  ['//', '/'],
  ['/etc/', '/etc'],
  ['//etc//kubernetes/./pki/', '/etc/kubernetes/pki'],
  ['/srv/../etc', '/etc'],
  ['/../..', '/'],
  ['etc', '/etc'],
  ['/var/run', '/run'],
  ['/var/run/docker.sock', '/run/docker.sock'],
  ['/var/running', '/var/running'],
  ['/proc/1/root', '/'],
  ['/proc/self/root/proc/1/root/var/run/', '/run'],
  ['/proc/1/rootless', '/proc/1/rootless'],
  ['C:\\', '/'],
  ['c:\\ProgramData\\Docker\\', '/programdata/docker'],
  ['C:/Windows', '/windows'],
  ['\\\\.\\pipe\\docker_engine', '//./pipe/docker_engine'],
  ['//./pipe/Docker_Engine', '//./pipe/docker_engine'],
])('%s is %s', (written, normal) => {
  expect(normalHostPath(written)).toBe(normal);
});

test('a normal path stays what it is', () => {
  const paths = array(constantFrom('', '.', '..', 'proc', '1', 'root', 'var', 'run', 'a b', '.ssh')).map((parts) => `/${parts.join('/')}`);
  assert(
    property(paths, (written) => {
      expect(normalHostPath(normalHostPath(written))).toBe(normalHostPath(written));
    }),
  );
});

test('a folder holds itself and what is below, not what only begins alike', () => {
  expect(['/run', '/run/a', '/running', '/'].map((inner) => holds('/run', inner))).toEqual([true, true, false, false]);
  expect(holds('/', '/run')).toBe(true);
});

test('mounts are found in every kind of container, and removed with the volume', () => {
  const pod = podOf({
    initContainers: [{ name: 'i', volumeMounts: [{ name: 'logs', mountPath: '/a' }] }],
    containers: [
      {
        name: 'c',
        volumeMounts: [
          { name: 'logs', mountPath: '/b', subPath: 'pods/x' },
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'logs', mountPath: '/c' },
        ],
      },
    ],
    volumes: [
      { name: 'tmp', emptyDir: {} },
      { name: 'logs', hostPath: { path: '/var/log/' } },
      { name: 'none', hostPath: {} },
    ],
  });
  const volumes = workloadsOf([pod]).flatMap(hostPathVolumes);
  expect(volumes.map(({ pointer, path }) => [pointer, path])).toEqual([['/spec/volumes/1', '/var/log']]);
  expect(volumes[0]?.mounts.map(({ path }) => path)).toEqual(['/var/log', '/var/log/pods/x', '/var/log']);
  expect(mountedBy(volumes[0]?.mounts ?? [])).toBe('init container "i" and container "c"');
  expect(applyPatch(pod.body, volumes.flatMap(volumeRemoval))['spec']).toEqual({
    initContainers: [{ name: 'i', volumeMounts: [] }],
    containers: [{ name: 'c', volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }],
    volumes: [
      { name: 'tmp', emptyDir: {} },
      { name: 'none', hostPath: {} },
    ],
  });
});
