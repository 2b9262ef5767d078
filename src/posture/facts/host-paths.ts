// SPDX-License-Identifier: Apache-2.0
// What of the node's files a workload's hostPath volumes show, and to which containers.
import type { PatchOperation } from '../../model/patch.ts';
import type { VolumeMount } from '../../model/pod.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { type ContainerPlace, containerPlaces, specPath } from './container-faults.ts';

export interface HostPathVolume {
  /** Pointer from the object to the volume. */
  readonly pointer: Pointer;
  readonly name: string;
  /** The path as it is written. */
  readonly written: string;
  /** The path as the node resolves it: see normalHostPath. */
  readonly path: string;
  /** Empty where no container mounts the volume; an ephemeral container still may. */
  readonly mounts: readonly HostPathMount[];
}

export interface HostPathMount {
  readonly place: ContainerPlace;
  readonly mount: VolumeMount;
  readonly pointer: Pointer;
  /** What of the node the mount shows: the volume's path, or its subPath. */
  readonly path: string;
}

/** The hostPath volumes that name a path, in order. */
export function hostPathVolumes(workload: Workload): HostPathVolume[] {
  const mounts = volumeMounts(workload);
  return (workload.spec.volumes ?? []).flatMap(({ name = '', hostPath }, index) => {
    const written = hostPath?.path ?? '';
    if (written === '') return [];
    const ofVolume = mounts
      .filter(({ mount }) => mount.name === name)
      .map((mount) => ({ ...mount, path: normalHostPath(`${written}/${mount.mount.subPath ?? ''}`) }));
    return [{ pointer: `${specPath(workload)}/volumes/${index}`, name, written, path: normalHostPath(written), mounts: ofVolume }];
  });
}

function volumeMounts(workload: Workload): Omit<HostPathMount, 'path'>[] {
  return containerPlaces(workload).flatMap((place) =>
    (place.container.volumeMounts ?? []).map((mount, index) => ({ place, mount, pointer: `${place.pointer}/volumeMounts/${index}` })),
  );
}

/** The patch that takes a volume away, its mounts first: the last of a list first, so that indices hold. */
export function volumeRemoval(volume: HostPathVolume): PatchOperation[] {
  return [...volume.mounts.map(({ pointer }) => pointer).toReversed(), volume.pointer].map((path) => ({ op: 'remove', path }));
}

/** `container "api" and init container "setup"`, or that no container mounts it yet. */
export function mountedBy(mounts: readonly HostPathMount[]): string {
  const labels = [...new Set(mounts.map(({ place }) => place.label))];
  return labels.length === 0 ? 'any container that mounts it' : labels.join(' and ');
}

/**
 * One spelling of a path on a node: no empty, `.` or `..` segments, no trailing slash, /var/run as the /run it links to,
 * the root seen through /proc/1/root as the root. Windows paths lose their drive and case: `C:\ProgramData` is /programdata,
 * and the pipe `\\.\pipe\docker_engine` is //./pipe/docker_engine.
 */
export function normalHostPath(path: string): string {
  const pipe = /^[\\/]{2}\.[\\/]pipe[\\/](.+)$/i.exec(path)?.[1];
  if (pipe !== undefined) return `//./pipe/${pipe.replace(/[\\/]+$/, '').toLowerCase()}`;
  const drive = /^[a-z]:/i.test(path);
  const segments: string[] = [];
  for (const segment of (drive ? path.slice(2).replaceAll('\\', '/').toLowerCase() : path).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const plain = `/${segments.join('/')}`.replace(/^(?:\/proc\/(?:1|self)\/root)+(?=\/|$)/, '').replace(/^\/var\/run(?=\/|$)/, '/run');
  return plain === '' ? '/' : plain;
}

/** Whether `outer` is `inner` or a folder above it; both as normalHostPath makes them. */
export function holds(outer: string, inner: string): boolean {
  return outer === '/' || inner === outer || inner.startsWith(`${outer}/`);
}
