// SPDX-License-Identifier: Apache-2.0
import { type HostPathVolume, hostPathVolumes, holds } from '../../../posture/facts/host-paths.ts';
import { isSensitivePath, meantForPods } from '../../../posture/facts/sensitive-paths.ts';
import { defineEdge } from '../edge.ts';
import { escapeSteps } from '../pod-escapes.ts';

export const hostFiles = defineEdge({
  id: 'host-files',
  title: 'Use files of the node that a Pod mounts',
  reason:
    'A hostPath volume of the root of a node, of its keys, of what root runs or reads, or of logs that can be written, leads to its credentials or to root.',
  condition: 'The container may read the files: most run as root.',
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  length: 1,
  stepsOf: (world) =>
    escapeSteps(world, ({ workload }) =>
      hostPathVolumes(workload).flatMap((volume) => {
        const path = sensitivePath(volume);
        if (path === undefined) return [];
        return [
          {
            how: `mounts ${path} of its node`,
            pointer: `${volume.pointer}/hostPath/path`,
            action: `take the volume "${volume.name}" from`,
            kind: 'mount' as const,
          },
        ];
      }),
    ),
});

function sensitivePath({ mounts }: HostPathVolume): string | undefined {
  return mounts.find(
    ({ path, mount }) => !meantForPods.some((folder) => holds(folder, path)) && isSensitivePath(path, mount.readOnly !== true),
  )?.path;
}
