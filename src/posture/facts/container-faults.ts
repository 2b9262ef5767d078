// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../../model/json.ts';
import { type PatchOperation, setOperation } from '../../model/patch.ts';
import { type PlacedContainer, placedContainers } from '../../model/pod.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import type { Fault, Remedy } from '../check.ts';

/** A container of a workload, with its pointer from the object and its name for people. */
export interface ContainerPlace extends PlacedContainer {
  readonly pointer: Pointer;
  /** `container "api"`, `init container "migrate"`; by its index where it has no name. */
  readonly label: string;
}

const labels = { initContainers: 'init container', containers: 'container', ephemeralContainers: 'ephemeral container' } as const;

/** Pointer from the object to the pod spec. */
export function specPath(workload: Workload): Pointer {
  return `${workload.templatePath}/spec`;
}

export function containerPlaces(workload: Workload): ContainerPlace[] {
  return placedContainers(workload.spec).map((placed) => ({
    ...placed,
    pointer: `${specPath(workload)}${placed.path}`,
    label: `${labels[placed.type]} "${placed.container.name ?? placed.path.slice(1)}"`,
  }));
}

/** Whether a container runs for as long as its pod does: the regular ones, and init containers that are sidecars. */
export function runsWithPod({ container, type }: PlacedContainer): boolean {
  return type === 'containers' || (type === 'initContainers' && container.restartPolicy === 'Always');
}

/** The faults of each container, in order. */
export function faultsPerContainer(workload: Workload, faultsOf: (place: ContainerPlace) => readonly Fault[] | Fault | undefined): Fault[] {
  return containerPlaces(workload).flatMap((place) => faultsOf(place) ?? []);
}

/** A remedy that makes one field hold a value, adding the parents that are missing. */
export function setRemedy(workload: Workload, path: Pointer, value: Json, note?: string): Remedy {
  return patchRemedy([setOperation(workload.object.body, path, value)], note);
}

/** A remedy that removes a field or list item. */
export function removeRemedy(path: Pointer, note?: string): Remedy {
  return patchRemedy([{ op: 'remove', path }], note);
}

export function patchRemedy(patch: readonly PatchOperation[], note?: string): Remedy {
  return { kind: 'patch', patch, ...(note === undefined ? {} : { note }) };
}
