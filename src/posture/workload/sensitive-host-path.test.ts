// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { sensitiveHostPath } from './sensitive-host-path.ts';

const found = (path: string, mount: object = {}) =>
  pathsFound(sensitiveHostPath, {
    containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true, ...mount }] }],
    volumes: [{ name: 'v', hostPath: { path } }],
  }).length > 0;

const readOnly = ['/', '/etc', '/etc/', '/srv/../etc', '/etc/kubernetes/admin.conf', '/etc/shadow', '/etc/ssh/ssh_host_rsa_key', '/proc'];
const trees = [
  '/sys',
  '/dev',
  '/boot',
  '/usr',
  '/root',
  '/home',
  '/home/ubuntu',
  '/home/ubuntu/.ssh',
  '/root/.kube/config',
  '/var',
  '/var/lib',
];
const kubelets = ['/var/lib/kubelet', '/var/lib/kubelet/pods', '/var/lib/etcd/member', '/var/lib/rancher/k3s/server', '/proc/sys/kernel'];
const devices = ['/dev/sda', '/dev/sda1', '/dev/nvme0n1', '/dev/nvme0n1p1', '/dev/vda', '/dev/mem', '/dev/mapper/root', '/var/run', 'C:\\'];

test.each([...readOnly, ...trees, ...kubelets, ...devices, 'C:\\ProgramData', 'C:\\var\\lib\\kubelet\\pki'])('%s', (path) => {
  expect(found(path)).toBe(true);
});

const data = [
  '/data',
  '/mnt/disk',
  '/opt/cni/bin',
  '/tmp',
  '/srv',
  '/home/ubuntu/app/data',
  '/var/lib/postgresql',
  '/etcd',
  '/etc/cni/net.d',
];
const shared = [
  '/lib/modules',
  '/usr/src',
  '/usr/share/zoneinfo',
  '/sys/fs/bpf',
  '/dev/kvm',
  '/dev/shm',
  '/dev/net/tun',
  '/run/xtables.lock',
];
const harmless = [
  '/etc/localtime',
  '/etc/machine-id',
  '/etc/ssl/certs',
  '/var/lib/docker/containers',
  '/var/lib/kubelet/plugins/x',
  '/proc/cpuinfo',
];

test.each([...data, ...shared, ...harmless, '/var/lib/rancher/k3s/storage/pvc-1', '/var/lib/kubeletx', 'C:\\data'])('not %s', (path) => {
  expect(found(path, { readOnly: false })).toBe(false);
});

test.each(['/var/log', '/var/log/pods', '/sys/fs/cgroup', '/sys/kernel/debug', '/usr/bin', '/etc/systemd/system', '/etc/passwd'])(
  '%s only where it is writable',
  (path) => {
    expect(found(path)).toBe(false);
    expect(found(path, { readOnly: false })).toBe(true);
  },
);

test('a subPath is what is shown', () => {
  expect(found('/', { subPath: 'etc/os-release' })).toBe(false);
  expect(found('/', { subPath: 'etc/kubernetes' })).toBe(true);
});
