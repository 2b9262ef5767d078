// SPDX-License-Identifier: Apache-2.0
// Reads spec.hostPath.path and spec.local.path of PersistentVolumes: no place of the node that gives it away, nor a folder above one.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { nodePathOf } from '../facts/persistent-volumes.ts';

export const persistentVolumeSensitivePath = defineCheck({
  id: 'persistent-volume-sensitive-path',
  title: 'PersistentVolume holds sensitive files of the node',
  why: 'Whoever may make a claim gets these files into a pod: keys of the cluster, programs that root runs, the socket of the runtime. Pod security does not see it, since the pod names a claim and no path.',
  remedy: 'Delete the volume, and give claims a folder or a disk that is there for nothing else.',
  severity: 'high',
  layer: 'workload',
  threats: ['container-escape', 'privilege-escalation', 'data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#types-of-persistent-volumes',
  ],
  aliases: ['C-0048', 'T1611'],
  appliesTo: { kinds: ['PersistentVolume'] },
  evaluate: (object) => {
    const place = nodePathOf(object);
    if (place?.sensitive === undefined) return [];
    return [
      {
        ...advised(
          `/spec/${place.source}/path`,
          'a sensitive path of the node is a volume',
          `whoever binds a claim to it reaches ${place.sensitive} of the node`,
          'Delete the PersistentVolume, or point it at a folder that holds nothing but the data of its claim.',
        ),
        evidence: place.written,
      },
    ];
  },
});
