// SPDX-License-Identifier: Apache-2.0
// Reads the mounts of containers that run Falco: a socket of the container runtime is looked for below HOST_ROOT (/host), so it,
// or the folder that holds it, must be mounted there.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoContainers } from '../facts/falco.ts';
import { hostPathVolumes } from '../facts/host-paths.ts';
import { runtimeSocketBelow } from '../facts/runtime-sockets.ts';

export const falcoSocketOutsideHostRoot = defineCheck({
  id: 'falco-socket-outside-host-root',
  title: 'Runtime socket is mounted where Falco does not look',
  why: 'The pod holds a socket that gives root on the node, and gets nothing for it: Falco looks for it below /host and tells no container names. Reading it read-only changes nothing, a socket can be connected to.',
  remedy: 'Leave the socket out, or mount it below /host where container metadata is needed.',
  severity: 'medium',
  layer: 'application',
  threats: ['container-escape'],
  references: ['https://falco.org/docs/setup/container/'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload) => {
    const containers = new Map(falcoContainers(workload).map((place) => [place.pointer, place]));
    return hostPathVolumes(workload)
      .filter(({ path }) => path.endsWith('.sock') || (path !== '/' && runtimeSocketBelow(path) !== undefined))
      .flatMap(({ mounts }) => mounts)
      .flatMap(({ place, mount, pointer }) => {
        const root = place.container.env?.find(({ name }) => name === 'HOST_ROOT')?.value ?? '/host';
        if (!containers.has(place.pointer) || (mount.mountPath ?? '').startsWith(`${root.replace(/\/+$/, '')}/`)) return [];
        const detail = `${place.label} has the socket at ${mount.mountPath ?? ''}, and looks below ${root}`;
        return [advised(pointer, 'socket outside of HOST_ROOT', detail, 'Remove the mount and its volume, or mount it below /host.')];
      });
  },
});
