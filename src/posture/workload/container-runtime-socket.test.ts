// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { containerRuntimeSocket } from './container-runtime-socket.ts';

const found = (path: string, mount: object = {}, container: object = {}) =>
  pathsFound(containerRuntimeSocket, {
    containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }], ...container }],
    volumes: [{ name: 'v', hostPath: { path } }],
  }).length > 0;

test.each([
  '/var/run/docker.sock',
  '/run/docker.sock/',
  '//var//run/./docker.sock',
  '/srv/../var/run/docker.sock',
  '/proc/1/root/run/docker.sock',
  '/run/containerd/containerd.sock',
  '/run/containerd',
  '/run/containerd/containerd.sock.ttrpc',
  '/run/k3s',
  '/var/run/crio/crio.sock',
  '/run/cri-dockerd.sock',
  '/run/user/1001/podman/podman.sock',
  '/data/docker.sock',
  '/var/snap/microk8s',
  '/',
  '\\\\.\\pipe\\docker_engine',
  '//./pipe/DOCKER_ENGINE',
])('%s', (path) => {
  expect(found(path)).toBe(true);
});

test.each([
  '/run/netns',
  '/var/run/secrets',
  '/var/log',
  '/run/dockerd',
  '/run/containerd/fifo',
  '/home/docker.sock.d',
  '\\\\.\\pipe\\csi',
])('not %s', (path) => {
  expect(found(path)).toBe(false);
});

test('a subPath narrows what is shown', () => {
  expect(found('/', { subPath: 'etc/os-release' })).toBe(false);
  expect(found('/srv', { subPath: 'docker.sock' })).toBe(true);
});

test('the socket itself counts for every user, a folder above it only for who may be root', () => {
  const user = { securityContext: { runAsUser: 1000 } };
  expect(found('/run/docker.sock', {}, user)).toBe(true);
  expect(found('/run', {}, user)).toBe(false);
  expect(found('/run', {}, { securityContext: { runAsUser: 0, runAsNonRoot: true } })).toBe(true);
});

test('a volume that nobody mounts yet counts', () => {
  expect(pathsFound(containerRuntimeSocket, { containers: [], volumes: [{ name: 'v', hostPath: { path: '/run' } }] })).toEqual([
    '/spec/volumes/0/hostPath/path',
  ]);
});
