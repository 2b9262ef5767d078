// SPDX-License-Identifier: Apache-2.0
// Reads volumes[*].emptyDir.sizeLimit; any amount above 0 is allowed. Silent on huge pages, which the containers' limits
// bound, and on disk where every container has an ephemeral-storage limit, since the kubelet counts emptyDirs against their sum.
import type { Workload } from '../../model/workload.ts';
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { emptyDirs } from '../facts/empty-dirs.ts';
import { isPositive } from '../facts/resource-faults.ts';

export const emptyDirSizeLimit = defineCheck({
  id: 'empty-dir-size-limit',
  title: 'Scratch volume has no size limit',
  why: 'Whoever can write to the volume, an intruder or anyone who uploads to the program, fills the disk that all pods of the node share, and the kubelet starts to evict them. A volume in memory is worse: what is written there is never reclaimed, and takes the memory of the containers, or of the node where they have no limit.',
  remedy: 'Set emptyDir.sizeLimit to what the program needs.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape'],
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#emptydir'],
  aliases: ['T1499'],
  appliesTo: 'workload',
  evaluate: (workload) =>
    emptyDirs(workload)
      .filter(({ medium, sizeLimit }) => !isPositive(sizeLimit) && (medium === 'Memory' || (medium === '' && !hasDiskLimit(workload))))
      .map(({ name, medium, pointer }) => {
        const path = `${pointer}/emptyDir/sizeLimit`;
        const inMemory = medium === 'Memory';
        return {
          kind: 'fault',
          path,
          reason: inMemory ? 'emptyDir in memory has no size limit' : 'emptyDir has no size limit',
          detail: `volume "${name}" may grow until ${inMemory ? 'memory' : 'the disk of the node'} is full`,
          remedy: inMemory
            ? setRemedy(workload, path, '64Mi', 'A starting value: a program that writes more is told that the volume is full.')
            : setRemedy(workload, path, '1Gi', 'A starting value: the pod is evicted when it writes more.'),
        };
      }),
});

function hasDiskLimit({ spec }: Workload): boolean {
  const { containers = [] } = spec;
  return containers.length > 0 && containers.every(({ resources }) => isPositive(resources?.limits?.['ephemeral-storage']));
}
