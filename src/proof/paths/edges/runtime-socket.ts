// SPDX-License-Identifier: Apache-2.0
import { hostPathVolumes } from '../../../posture/facts/host-paths.ts';
import { isRuntimeSocket, runtimeSocketBelow } from '../../../posture/facts/runtime-sockets.ts';
import { defineEdge } from '../edge.ts';
import { escapeSteps } from '../pod-escapes.ts';

export const runtimeSocket = defineEdge({
  id: 'runtime-socket',
  title: 'Command the container runtime',
  reason:
    'Whoever talks to the socket of the container runtime starts a privileged container with the files of the node. Mounting the socket read-only hinders nothing.',
  condition: 'The container may open the socket: as root, or by the group of the file.',
  references: ['https://docs.docker.com/engine/security/#docker-daemon-attack-surface'],
  length: 1,
  stepsOf: (world) =>
    escapeSteps(world, ({ workload }) =>
      hostPathVolumes(workload).flatMap((volume) => {
        const socket = volume.mounts.flatMap(({ path }) => (isRuntimeSocket(path) ? path : (runtimeSocketBelow(path) ?? [])))[0];
        if (socket === undefined) return [];
        return [
          {
            how: `mounts the socket ${socket} of its node`,
            pointer: `${volume.pointer}/hostPath/path`,
            action: `take the volume "${volume.name}" from`,
            kind: 'mount' as const,
          },
        ];
      }),
    ),
});
