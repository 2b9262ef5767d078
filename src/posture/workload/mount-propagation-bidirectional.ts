// SPDX-License-Identifier: Apache-2.0
// Reads containers[*].volumeMounts[*].mountPropagation of every container; Bidirectional is refused.
import { defineCheck } from '../check.ts';
import { faultsPerContainer, setRemedy } from '../facts/container-faults.ts';
import { isForWindows } from '../facts/operating-system.ts';

export const mountPropagationBidirectional = defineCheck({
  id: 'mount-propagation-bidirectional',
  title: 'Mounts made in the container appear on the node',
  why: 'Kubernetes allows this to privileged containers alone: what is mounted inside appears on the node and in every other pod that shows the folder, and stays there when the container is gone. An intruder lays a file system of their own over files that the node trusts.',
  remedy: 'Use HostToContainer, which shows mounts of the node without passing any back. Only storage drivers need Bidirectional.',
  severity: 'medium',
  layer: 'workload',
  threats: ['container-escape'],
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation'],
  aliases: ['T1611'],
  appliesTo: 'workload',
  applicable: ({ spec }) => !isForWindows(spec),
  evaluate: (workload) =>
    faultsPerContainer(workload, ({ container, pointer, label }) =>
      (container.volumeMounts ?? []).flatMap(({ mountPropagation, mountPath = '' }, index) => {
        if (mountPropagation !== 'Bidirectional') return [];
        const path = `${pointer}/volumeMounts/${index}/mountPropagation`;
        return {
          kind: 'fault',
          path,
          reason: 'mounts propagate from the container to the node',
          detail: `${label} propagates mounts below ${mountPath} to the node`,
          remedy: setRemedy(workload, path, 'HostToContainer', 'A storage driver that mounts volumes for other pods stops working.'),
        };
      }),
    ),
});
