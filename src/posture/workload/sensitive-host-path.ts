// SPDX-License-Identifier: Apache-2.0
// Reads volumes[*].hostPath.path with the volume's mounts, their subPath and readOnly. None of the places below may be
// shown, nor a folder above one; `tree` refuses what lies below as well, `written` only what is mounted writable.
// The control plane's own static pods may hold the folders that are theirs.
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { isControlPlanePod } from '../facts/control-plane.ts';
import { holds, type HostPathVolume, hostPathVolumes, mountedBy, volumeRemoval } from '../facts/host-paths.ts';
import { isSensitivePath, meantForPods } from '../facts/sensitive-paths.ts';

const controlPlanes = ['/etc/kubernetes', '/var/lib/etcd', '/var/lib/minikube', '/var/lib/rancher', '/var/lib/k0s'];

export const sensitiveHostPath = defineCheck({
  id: 'sensitive-host-path',
  title: 'Container reaches sensitive files of the node',
  why: 'These places hold the keys of the cluster and the node, the programs that root runs, or the switches of the kernel. An intruder in the container reads credentials there, or writes what the node then executes.',
  remedy: 'Take the volume away, or mount only the one file or folder that the program reads, read-only.',
  severity: 'high',
  layer: 'workload',
  threats: ['container-escape', 'privilege-escalation', 'data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  aliases: ['kube-linter:sensitive-host-mounts', 'KSV121', 'T1611'],
  yieldsTo: ['container-runtime-socket'],
  appliesTo: 'workload',
  evaluate: (workload) =>
    hostPathVolumes(workload).flatMap((volume) => {
      const shown = sensitivePath(workload.object, volume);
      if (shown === undefined) return [];
      return {
        kind: 'fault',
        path: `${volume.pointer}/hostPath/path`,
        reason: 'a sensitive path of the node is mounted',
        detail: `volume "${volume.name}" gives ${shown} of the node to ${mountedBy(volume.mounts)}`,
        evidence: volume.written,
        remedy: patchRemedy(volumeRemoval(volume), 'A node agent that needs some of these files should mount just those, read-only.'),
      };
    }),
});

function sensitivePath(object: KubernetesObject, { path, mounts }: HostPathVolume): string | undefined {
  const shown =
    mounts.length === 0 ? [{ path, writable: false }] : mounts.map(({ path, mount }) => ({ path, writable: mount.readOnly !== true }));
  const own = isControlPlanePod(object) ? [...meantForPods, ...controlPlanes] : meantForPods;
  return shown.find(({ path, writable }) => !own.some((folder) => holds(folder, path)) && isSensitivePath(path, writable))?.path;
}
