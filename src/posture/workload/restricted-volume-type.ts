// SPDX-License-Identifier: Apache-2.0
// Reads the source of spec.volumes[*]; configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim,
// projected and secret are allowed. Pod security control `restrictedVolumes`; a hostPath is told by host-path-volume.
import { defineCheck } from '../check.ts';
import { podSecurityBehaviour, volumeRemedy } from '../facts/pod-security.ts';

const claim =
  'Declare the storage as a PersistentVolume, or a StorageClass with a CSI driver, and mount it through a PersistentVolumeClaim: then only those who may create PersistentVolumes choose the server.';
const gitClone = 'Clone into an emptyDir from an init container: kubelets no longer run git by themselves since 1.33.';

export const restrictedVolumeType = defineCheck({
  id: 'restricted-volume-type',
  title: 'Pod mounts storage by naming the server or disk itself',
  why: 'Whoever writes the pod chooses which server or disk the node connects to, with the node’s network and often its credentials, and mounts the data of others. Some of these drivers run on the node as root and have flaws that will not be mended.',
  remedy: 'Mount storage through a PersistentVolumeClaim, which the cluster’s administrators have bound to it.',
  severity: 'low',
  layer: 'workload',
  threats: ['data-exposure', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/',
  ],
  aliases: ['pss:restrictedVolumes', 'PSS-restricted', 'KSV028'],
  appliesTo: 'workload',
  ...podSecurityBehaviour('restrictedVolumes', (workload, path) =>
    volumeRemedy(workload, path, path.endsWith('/gitRepo') ? gitClone : claim),
  ),
});
