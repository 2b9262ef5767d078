// SPDX-License-Identifier: Apache-2.0
// Reads volumes[*].hostPath.path with the volume's mounts and their subPath. No path may be a container runtime's socket,
// whatever its folder, nor a folder above a known one. A folder is let pass where every container that mounts it runs as
// another user than root, to whom the socket does not open. Read-only does not matter: it hinders no connection.
import type { Workload } from '../../model/workload.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { holds, type HostPathVolume, hostPathVolumes, mountedBy, volumeRemoval } from '../facts/host-paths.ts';
import { mayRunAsRoot } from '../facts/security-context.ts';

/** Where runtimes listen: on most distributions, then k3s and RKE2, k0s, Bottlerocket, Talos, MicroK8s, rootless users. */
const sockets = [
  '/run/containerd/containerd.sock',
  '/run/docker.sock',
  '/run/docker/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/cri-dockerd.sock',
  '/run/dockershim.sock',
  '/run/podman/podman.sock',
  '/run/isulad.sock',
  '/run/k3s/containerd/containerd.sock',
  '/run/k0s/containerd.sock',
  '/run/host-containerd/containerd.sock',
  '/system/run/containerd/containerd.sock',
  '/var/snap/microk8s/common/run/containerd.sock',
  '/run/user/1000/docker.sock',
  '/run/user/1000/podman/podman.sock',
] as const;
const names: ReadonlySet<string> = new Set([...sockets.map(baseName), 'containerd.sock.ttrpc', 'frakti.sock', 'pouchcri.sock']);
const pipes: ReadonlySet<string> = new Set(['docker_engine', 'containerd-containerd', 'dockershim', 'cri-dockerd']);

export const containerRuntimeSocket = defineCheck({
  id: 'container-runtime-socket',
  title: 'Container reaches the socket of the container runtime',
  why: 'Whoever talks to the runtime commands every container of the node and can start a privileged one that mounts the root of the host, past admission, RBAC and the audit log. Mounting the socket read-only changes nothing.',
  remedy:
    'Take the volume away. Build images with a builder that needs no daemon of the node, and read container metadata from the kubelet or the API.',
  severity: 'critical',
  layer: 'workload',
  threats: ['container-escape', 'privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
  ],
  aliases: ['kube-linter:docker-sock', 'KSV006', 'C-0074', 'T1611'],
  appliesTo: 'workload',
  evaluate: (workload) =>
    hostPathVolumes(workload).flatMap((volume) => {
      const socket = socketIn(workload, volume);
      if (socket === undefined) return [];
      return {
        kind: 'fault',
        path: `${volume.pointer}/hostPath/path`,
        reason: 'a container runtime socket of the node is mounted',
        detail: `volume "${volume.name}" (${volume.written}) gives ${socket} to ${mountedBy(volume.mounts)}`,
        evidence: { path: volume.written, socket },
        remedy: patchRemedy(volumeRemoval(volume), 'What the program asked of the runtime it must get elsewhere.'),
      };
    }),
});

/** The socket that a volume gives away. */
function socketIn({ spec }: Workload, { path, mounts }: HostPathVolume): string | undefined {
  if (mounts.length === 0) return isSocket(path) ? path : socketBelow(path);
  for (const { path: shown, place } of mounts) {
    const socket = isSocket(shown) ? shown : mayRunAsRoot(spec, place.container) ? socketBelow(shown) : undefined;
    if (socket !== undefined) return socket;
  }
  return undefined;
}

function isSocket(path: string): boolean {
  return path.startsWith('//./pipe/') ? pipes.has(baseName(path)) : names.has(baseName(path));
}

function socketBelow(path: string): string | undefined {
  return sockets.find((socket) => holds(path, socket));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
