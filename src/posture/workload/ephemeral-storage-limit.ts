// SPDX-License-Identifier: Apache-2.0
// Reads (init)containers[*].resources.limits.ephemeral-storage; any amount above 0 is allowed. Silent on a container with
// a read-only root whose emptyDirs on disk all have a sizeLimit: then only its logs grow, and the kubelet rotates those.
// Static Pods are left alone: a control plane must not be evicted.
import type { Workload } from '../../model/workload.ts';
import { defineCheck } from '../check.ts';
import { type ContainerPlace, containerPlaces } from '../facts/container-faults.ts';
import { emptyDirs } from '../facts/empty-dirs.ts';
import { isPositive, missingLimits } from '../facts/resource-faults.ts';
import { isStaticPod } from '../facts/control-plane.ts';

export const ephemeralStorageLimit = defineCheck({
  id: 'ephemeral-storage-limit',
  title: 'Container may fill the disk of its node',
  why: 'An intruder, or a program that logs or caches without end, fills the disk that all pods of the node, the images and the kubelet share. The node then reports disk pressure and evicts pods, and new ones cannot start.',
  remedy: 'Set resources.limits.ephemeral-storage for every container: the kubelet evicts a pod that writes more.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape'],
  references: ['https://kubernetes.io/docs/concepts/storage/ephemeral-storage/'],
  aliases: ['kube-linter:unset-ephemeral-storage-requirements', 'kube-score:container-ephemeral-storage-request-and-limit', 'T1499'],
  appliesTo: 'workload',
  applicable: ({ object }) => !isStaticPod(object),
  evaluate: (workload) => {
    const growing = new Map(
      containerPlaces(workload)
        .filter((place) => !isBounded(place, workload))
        .map((place) => [`${place.pointer}/resources/limits/ephemeral-storage`, place]),
    );
    return missingLimits(workload, {
      resource: 'ephemeral-storage',
      start: '1Gi',
      note: 'A starting value: the pod is evicted when its writable layers, logs and emptyDirs on disk grow larger.',
    }).flatMap((fault) => {
      const place = growing.get(fault.path);
      if (place === undefined) return [];
      // Where there is no request either, nothing of the disk is spoken of at all.
      const { limits, requests } = place.container.resources ?? {};
      const isUnsaid = limits?.['ephemeral-storage'] === undefined && requests?.['ephemeral-storage'] === undefined;
      return [isUnsaid ? { ...fault, path: `${place.pointer}/resources` } : fault];
    });
  },
});

function isBounded({ container }: ContainerPlace, workload: Workload): boolean {
  if (container.securityContext?.readOnlyRootFilesystem !== true) return false;
  const unbounded = emptyDirs(workload)
    .filter(({ medium, sizeLimit }) => medium === '' && !isPositive(sizeLimit))
    .map(({ name }) => name);
  return container.volumeMounts?.every(({ name }) => name === undefined || !unbounded.includes(name)) ?? true;
}
