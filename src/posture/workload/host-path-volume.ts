// SPDX-License-Identifier: Apache-2.0
// Reads spec.volumes[*].hostPath; only absent is allowed. Pod security control `hostPathVolumes`. Which paths give the node
// away is for sensitive-host-path and container-runtime-socket to say.
import { defineCheck } from '../check.ts';
import { podSecurityBehaviour, volumeRemedy } from '../facts/pod-security.ts';
import { isControlPlanePod } from '../facts/control-plane.ts';

export const hostPathVolume = defineCheck({
  id: 'host-path-volume',
  title: 'Pod mounts a path of its node',
  why: 'A hostPath volume is the node’s own file system: what is read there belongs to the node and to other pods, and what is written there stays after the pod and may be run by the node.',
  remedy:
    'Keep data in a PersistentVolumeClaim and scratch files in an emptyDir. Agents of the node that need its files belong in a namespace of their own, with an exception.',
  severity: 'medium',
  layer: 'workload',
  threats: ['container-escape', 'data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  aliases: ['pss:hostPathVolumes', 'PSS-baseline', 'CIS-5.2.11', 'KSV023', 'C-0048', 'polaris:hostPathSet', 'T1611'],
  yieldsTo: ['container-runtime-socket', 'sensitive-host-path'],
  appliesTo: 'workload',
  // The control plane is what it is: nothing could be done about it.
  applicable: ({ object }) => !isControlPlanePod(object),
  ...podSecurityBehaviour('hostPathVolumes', (workload, path) =>
    volumeRemedy(
      workload,
      path,
      'Use an emptyDir where the files need not outlive the pod, and a PersistentVolumeClaim where they must. Where the program is there to read the node, mount the narrowest folder with readOnly: true and record an exception.',
    ),
  ),
});
