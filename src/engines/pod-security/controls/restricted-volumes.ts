// SPDX-License-Identifier: Apache-2.0
// Reads the source of spec.volumes[*]; allows the nine types below. A volume without a source is not at fault: the API
// server makes it an emptyDir.
// Follows policy/check_restrictedVolumes.go.
import type { Volume } from '../../../model/pod.ts';
import { pointer } from '../../../model/pointer.ts';
import type { Control, Pod } from '../control.ts';
import { plural, quoted, sortedSet } from '../text.ts';

export const restrictedVolumes: Control = {
  id: 'restrictedVolumes',
  level: 'restricted',
  versions: [{ since: '1.0', evaluate, overrides: ['hostPathVolumes'] }],
};

const allowed: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** In the order in which the API server looks for the type to name. */
const known = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
];

const isAllowedSource = (source: string) => allowed.has(source);
const isRestricted = ({ sources }: Volume) => sources.length > 0 && !sources.some(isAllowedSource);

function evaluate({ spec: { volumes } }: Pod) {
  if (volumes === undefined || !volumes.some(isRestricted)) return undefined;
  const bad = volumes.flatMap((volume, index) => (isRestricted(volume) ? [{ volume, index }] : []));
  const types = sortedSet(bad.map(({ volume }) => typeOf(volume) ?? 'unknown'));
  const names = `${plural(bad.length, 'volume', 'volumes')} ${quoted(bad.map(({ volume }) => volume.name ?? ''))}`;
  const kinds = `${plural(types.length, 'restricted volume type', 'restricted volume types')} ${quoted(types)}`;
  return {
    reason: 'restricted volume types',
    detail: `${names} ${plural(bad.length, 'uses', 'use')} ${kinds}`,
    paths: bad.map(({ volume, index }) => pointer('spec', 'volumes', index, typeOf(volume) ?? volume.sources[0] ?? '')),
  };
}

function typeOf({ sources }: Volume): string | undefined {
  return known.find((type) => sources.includes(type));
}
