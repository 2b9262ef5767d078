// SPDX-License-Identifier: Apache-2.0
// Reads containers[*].volumeMounts[*].readOnly of hostPath volumes, init containers included; only `true` is allowed.
// The control plane's own static pods may write their data and their logs. Ephemeral containers are left out: they end.
import { defineCheck, type Fault } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { isControlPlanePod } from '../facts/control-plane.ts';
import { holds, hostPathVolumes } from '../facts/host-paths.ts';
import { isRuntimeSocket } from '../facts/runtime-sockets.ts';

const writtenByControlPlane = ['/var/lib/etcd', '/var/log', '/usr/libexec/kubernetes/kubelet-plugins/volume/exec'];

export const writableHostPath = defineCheck({
  id: 'writable-host-path',
  title: 'Container can write to files of the node',
  why: 'What is written there outlives the container and belongs to root of the node by its user id. An intruder leaves programs, links or configuration behind for other pods and for the node itself.',
  remedy: 'Mount host paths with readOnly: true, and keep what the program writes in an emptyDir or a PersistentVolume.',
  severity: 'medium',
  layer: 'workload',
  threats: ['container-escape', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  aliases: ['kube-linter:writable-host-mount', 'C-0045', 'T1611'],
  appliesTo: 'workload',
  evaluate: (workload) =>
    hostPathVolumes(workload).flatMap(({ mounts, written }) =>
      mounts.flatMap(({ mount, place, path: shown, pointer }): readonly Fault[] => {
        // Read-only hinders no connection to a socket: container-runtime-socket tells it.
        if (mount.readOnly === true || place.type === 'ephemeralContainers' || isRuntimeSocket(shown)) return [];
        if (isControlPlanePod(workload.object) && writtenByControlPlane.some((folder) => holds(folder, shown))) return [];
        const path = `${pointer}/readOnly`;
        return [
          {
            kind: 'fault',
            path,
            reason: 'a path of the node is mounted writable',
            detail: `${place.label} may write to ${written} of the node through ${mount.mountPath ?? mount.name ?? 'its mount'}`,
            evidence: written,
            remedy: setRemedy(workload, path, true, 'A program that must write there needs another volume, or an exception.'),
          },
        ];
      }),
    ),
});
