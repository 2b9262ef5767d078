// SPDX-License-Identifier: Apache-2.0
// Reads volumes[*].hostPath.path with the volume's mounts and their subPath. No path may be a container runtime's socket,
// whatever its folder, nor a folder above a known one. A folder is let pass where every container that mounts it runs as
// another user than root, to whom the socket does not open. Read-only does not matter: it hinders no connection.
import type { Workload } from '../../model/workload.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { type HostPathVolume, hostPathVolumes, mountedBy, volumeRemoval } from '../facts/host-paths.ts';
import { isRuntimeSocket, runtimeSocketBelow } from '../facts/runtime-sockets.ts';
import { mayRunAsRoot } from '../facts/security-context.ts';

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
  if (mounts.length === 0) return isRuntimeSocket(path) ? path : runtimeSocketBelow(path);
  for (const { path: shown, place } of mounts) {
    const socket = isRuntimeSocket(shown) ? shown : mayRunAsRoot(spec, place.container) ? runtimeSocketBelow(shown) : undefined;
    if (socket !== undefined) return socket;
  }
  return undefined;
}
