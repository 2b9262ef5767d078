// SPDX-License-Identifier: Apache-2.0
// Places of a node that give it, or the cluster, to whoever reads or writes them.
import { holds } from './host-paths.ts';

interface Place {
  readonly path: string;
  readonly tree?: boolean;
  readonly written?: boolean;
}

const exact = (...paths: readonly string[]): Place[] => paths.map((path) => ({ path }));
const tree = (...paths: readonly string[]): Place[] => paths.map((path) => ({ path, tree: true }));
const written = (...paths: readonly string[]): Place[] => paths.map((path) => ({ path, written: true }));
const writtenTree = (...paths: readonly string[]): Place[] => paths.map((path) => ({ path, tree: true, written: true }));

const places: readonly Place[] = [
  ...exact('/etc', '/proc', '/sys', '/dev', '/boot', '/usr', '/lib', '/lib64', '/bin', '/sbin', '/root', '/home'),
  // Keys and credentials of the cluster and of the node.
  ...tree('/etc/kubernetes', '/etc/rancher', '/var/lib/kubelet', '/var/lib/etcd', '/var/lib/rancher', '/var/lib/k0s', '/var/lib/minikube'),
  ...tree('/etc/shadow', '/etc/gshadow', '/etc/sudoers', '/etc/sudoers.d', '/etc/ssh', '/etc/ssl/private', '/var/lib/cloud'),
  // Every container's files; systemd at the beck and call of root.
  ...exact('/var/lib/docker', '/var/lib/containerd', '/var/lib/containers', '/run/dbus', '/run/dbus/system_bus_socket'),
  ...exact('/run/systemd', '/run/systemd/private'),
  // The kernel, its memory and the disks.
  ...tree('/proc/1', '/proc/sys', '/proc/sysrq-trigger', '/proc/kcore', '/proc/kmsg', '/dev/mem', '/dev/kmem', '/dev/port'),
  ...tree('/dev/disk', '/dev/mapper', '/dev/block'),
  ...writtenTree('/sys/kernel', '/sys/fs/cgroup', '/boot'),
  // What root runs or reads on the node.
  ...written('/usr/bin', '/usr/sbin', '/usr/lib', '/usr/lib64', '/usr/local/bin', '/usr/local/sbin', '/etc/passwd', '/etc/group'),
  ...writtenTree('/etc/systemd', '/usr/lib/systemd', '/lib/systemd', '/etc/pam.d', '/etc/profile.d', '/etc/ld.so.preload'),
  ...writtenTree('/etc/crontab', '/etc/cron.d', '/etc/cron.hourly', '/etc/cron.daily', '/var/spool/cron'),
  ...writtenTree('/etc/containerd', '/etc/crio', '/etc/docker'),
  // A link laid here makes the kubelet, as root, serve any file of the node as a log.
  ...written('/var/log', '/var/log/pods', '/var/log/containers'),
  // Windows, as normalHostPath writes it.
  ...exact('/windows', '/users', '/programdata'),
];

/** Below a refused tree, and made to be mounted by drivers and provisioners. */
export const meantForPods = [
  ...['plugins', 'plugins_registry', 'device-plugins', 'pod-resources'].map((name) => `/var/lib/kubelet/${name}`),
  '/var/lib/rancher/k3s/storage',
];
const disk = /^\/dev\/(?:sd[a-z]+|vd[a-z]+|xvd[a-z]+|nvme\d+n|dm-|md)(?:\d+(?:p\d+)?)?$/;
const personal = /^\/(?:home|users)\/[^/]+$|\/\.(?:ssh|kube|aws|azure|docker|gnupg)(?:\/|$)/;

/** Whether a path, as normalHostPath writes it, shows such a place or a folder above one. */
export function isSensitivePath(path: string, writable: boolean): boolean {
  if (disk.test(path) || personal.test(path)) return true;
  return places.some(
    (place) => (writable || place.written !== true) && (holds(path, place.path) || (place.tree === true && holds(place.path, path))),
  );
}
