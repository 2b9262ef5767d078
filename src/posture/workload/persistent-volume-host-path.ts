// SPDX-License-Identifier: Apache-2.0
// Reads spec.hostPath of PersistentVolumes; only absent is allowed. A local volume is tied to its node and is let pass.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { nodePathOf } from '../facts/persistent-volumes.ts';

export const persistentVolumeHostPath = defineCheck({
  id: 'persistent-volume-host-path',
  title: 'PersistentVolume is a path of whatever node the pod lands on',
  why: 'A pod whose namespace forbids hostPath has one by its claim. The data lie unprotected in the node’s own file system, and after a move the pod finds what others left at that path.',
  remedy: 'Use a driver of the storage you have, or a local volume that names its node.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#types-of-persistent-volumes'],
  aliases: ['C-0048', 'T1611'],
  yieldsTo: ['persistent-volume-sensitive-path'],
  appliesTo: { kinds: ['PersistentVolume'] },
  evaluate: (object) => {
    const place = nodePathOf(object);
    if (place?.source !== 'hostPath') return [];
    const advice = 'Use spec.csi, or spec.local with nodeAffinity; spec.hostPath is for tests on one node.';
    return [advised('/spec/hostPath', 'the volume is a hostPath', `the volume is ${place.written} of any node`, advice)];
  },
});
