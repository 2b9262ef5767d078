// SPDX-License-Identifier: Apache-2.0
// Reads volumeMounts[*].name and volumeDevices[*].name of all containers, volumes[*].name, and volumeClaimTemplates of a StatefulSet: each mount must name one.
import { field, isArray, isObject, stringField } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { valueAt } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { containerPlaces, patchRemedy, specPath } from '../facts/container-faults.ts';
import { isStaticPod } from '../facts/control-plane.ts';

interface Missing {
  readonly name: string;
  readonly mountPath: string;
}

export const volumeMountWithoutVolume = defineCheck({
  id: 'volume-mount-without-volume',
  title: 'Container mounts volumes that do not exist',
  why: 'The API server and the kubelet refuse such a pod: what it protects or serves does not run. Mended in a hurry by an emptyDir, a database or etcd loses everything at its next restart.',
  remedy: 'Declare the volume, or take the mount away.',
  severity: 'high',
  layer: 'workload',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload) => {
    const missing = missingVolumes(workload);
    if (missing.length === 0) return [];
    return [
      {
        kind: 'fault',
        path: `${specPath(workload)}/volumes/-`,
        reason: 'volumeMounts name volumes that do not exist',
        detail: `there is no volume ${missing.map(({ name }) => `"${name}"`).join(', ')}`,
        remedy: remedyOf(workload, missing),
      },
    ];
  },
});

function missingVolumes(workload: Workload): Missing[] {
  const templates = valueAt(workload.object.body, '/spec/volumeClaimTemplates');
  const names = new Set([
    ...(workload.spec.volumes ?? []).map(({ name }) => name),
    ...(isArray(templates) ? templates.map((template) => stringField(field(template, 'metadata'), 'name')) : []),
  ]);
  const missing = new Map<string, Missing>();
  for (const { container } of containerPlaces(workload)) {
    const devices = (container.volumeDevices ?? []).map(({ name, devicePath }) => ({ name, mountPath: devicePath }));
    for (const { name = '', mountPath = '' } of [...(container.volumeMounts ?? []), ...devices]) {
      if (name !== '' && !names.has(name) && !missing.has(name)) missing.set(name, { name, mountPath });
    }
  }
  return [...missing.values()];
}

/** A static Pod of the control plane mounts the node's own folders under their own names. */
function remedyOf(workload: Workload, missing: readonly Missing[]): Remedy {
  const { body } = workload.object;
  const path = `${specPath(workload)}/volumes`;
  if (!isStaticPod(workload.object) || !isObject(valueAt(body, specPath(workload)))) {
    return { kind: 'advice', advice: `Declare ${missing.map(({ name }) => name).join(', ')} in spec.volumes, or take the mounts away.` };
  }
  const volumes = missing.map(({ name, mountPath }) => ({ name, hostPath: { path: mountPath } }));
  const present = valueAt(body, path);
  return patchRemedy(
    [setOperation(body, path, [...(isArray(present) ? present : []), ...volumes])],
    'Each volume is the folder of the node that has the path of the mount: see that it does.',
  );
}
