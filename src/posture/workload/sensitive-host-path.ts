// SPDX-License-Identifier: Apache-2.0
// Reads volumes[*].hostPath.path with the volume's mounts, their subPath and readOnly. None of the places below may be
// shown, nor a folder above one; `tree` refuses what lies below as well, `written` only what is mounted writable.
// The control plane's own static pods may hold the folders that are theirs.
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { isControlPlanePod } from '../facts/control-plane.ts';
import { holds, type HostPathVolume, hostPathVolumes, mountedBy, volumeRemoval } from '../facts/host-paths.ts';

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
const meantForPods = [
  ...['plugins', 'plugins_registry', 'device-plugins', 'pod-resources'].map((name) => `/var/lib/kubelet/${name}`),
  '/var/lib/rancher/k3s/storage',
];
const controlPlanes = ['/etc/kubernetes', '/var/lib/etcd', '/var/lib/minikube', '/var/lib/rancher', '/var/lib/k0s'];
const disk = /^\/dev\/(?:sd[a-z]+|vd[a-z]+|xvd[a-z]+|nvme\d+n|dm-|md)(?:\d+(?:p\d+)?)?$/;
const personal = /^\/(?:home|users)\/[^/]+$|\/\.(?:ssh|kube|aws|azure|docker|gnupg)(?:\/|$)/;

export const sensitiveHostPath = defineCheck({
  id: 'sensitive-host-path',
  title: 'Container reaches sensitive files of the node',
  why: 'These places hold the keys of the cluster and the node, the programs that root runs, or the switches of the kernel. An intruder in the container reads credentials there, or writes what the node then executes.',
  remedy: 'Take the volume away, or mount only the one file or folder that the program reads, read-only.',
  severity: 'high',
  layer: 'workload',
  threats: ['container-escape', 'privilege-escalation', 'data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  aliases: ['kube-linter:sensitive-host-mounts', 'KSV121', 'T1611'],
  yieldsTo: ['container-runtime-socket'],
  appliesTo: 'workload',
  evaluate: (workload) =>
    hostPathVolumes(workload).flatMap((volume) => {
      const shown = sensitivePath(workload.object, volume);
      if (shown === undefined) return [];
      return {
        kind: 'fault',
        path: `${volume.pointer}/hostPath/path`,
        reason: 'a sensitive path of the node is mounted',
        detail: `volume "${volume.name}" gives ${shown} of the node to ${mountedBy(volume.mounts)}`,
        evidence: volume.written,
        remedy: patchRemedy(volumeRemoval(volume), 'A node agent that needs some of these files should mount just those, read-only.'),
      };
    }),
});

function sensitivePath(object: KubernetesObject, { path, mounts }: HostPathVolume): string | undefined {
  const shown =
    mounts.length === 0 ? [{ path, writable: false }] : mounts.map(({ path, mount }) => ({ path, writable: mount.readOnly !== true }));
  const own = isControlPlanePod(object) ? [...meantForPods, ...controlPlanes] : meantForPods;
  return shown.find(({ path, writable }) => !own.some((folder) => holds(folder, path)) && isSensitive(path, writable))?.path;
}

function isSensitive(path: string, writable: boolean): boolean {
  if (disk.test(path) || personal.test(path)) return true;
  return places.some(
    (place) => (writable || place.written !== true) && (holds(path, place.path) || (place.tree === true && holds(place.path, path))),
  );
}
