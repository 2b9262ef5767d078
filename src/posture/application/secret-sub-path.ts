// SPDX-License-Identifier: Apache-2.0
// Reads volumeMounts[*].subPath and subPathExpr of containers and sidecars; neither is allowed on a volume that holds a
// Secret or token. Init containers and Jobs read what they need once, and an immutable Secret does not change.
import { field } from '../../model/json.ts';
import { objectsNamed } from '../../model/inventory.ts';
import type { Volume } from '../../model/pod.ts';
import type { Workload } from '../../model/workload.ts';
import { type CheckContext, defineCheck, type Fault } from '../check.ts';
import { faultsPerContainer, runsWithPod } from '../facts/container-faults.ts';

export const secretSubPath = defineCheck({
  id: 'secret-sub-path',
  title: 'Mounted Secret never follows a rotation',
  why: 'The kubelet renews a mounted Secret, but not through subPath: that mount shows the file of the pod’s first moment until the pod is replaced. A credential that was rotated because it leaked goes on being used, and a token or certificate expires in place.',
  remedy: 'Mount the volume without subPath, at a directory of its own, or replace the pods after each rotation.',
  severity: 'low',
  layer: 'application',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/#mounted-secrets-are-updated-automatically'],
  aliases: [],
  appliesTo: 'workload',
  applicable: ({ object }) => object.kind !== 'Job' && object.kind !== 'CronJob',
  evaluate: (workload, context) => {
    const volumes = new Map((workload.spec.volumes ?? []).map((volume) => [volume.name, volume]));
    return faultsPerContainer(workload, (place) =>
      (runsWithPod(place) ? (place.container.volumeMounts ?? []) : []).flatMap(({ name = '', subPath, subPathExpr }, index): Fault[] => {
        const volume = volumes.get(name);
        const content = volume && contentOf(volume, workload, context);
        if (content === undefined || !(subPath || subPathExpr)) return [];
        return [
          {
            kind: 'fault',
            path: `${place.pointer}/volumeMounts/${index}/${subPath ? 'subPath' : 'subPathExpr'}`,
            reason: `${content} is mounted by subPath`,
            detail: `${place.label} mounts one file of volume "${name}" and keeps its first content`,
            remedy: {
              kind: 'advice',
              advice:
                'Mount the whole volume at a directory of its own and let the program read the file there; or roll the pods at each rotation.',
            },
          },
        ];
      }),
    );
  },
});

/** What in a volume changes while pods run and must not be missed; undefined where nothing does. */
function contentOf({ secret, projected, csi }: Volume, workload: Workload, context: CheckContext): string | undefined {
  const sources = projected?.sources ?? [];
  if (sources.some(({ serviceAccountToken }) => serviceAccountToken !== undefined)) return 'service account token';
  if (csi?.driver === 'secrets-store.csi.k8s.io') return 'Secret';
  const names = [...(secret === undefined ? [] : [secret.secretName ?? '']), ...sources.flatMap((source) => source.secret?.name ?? [])];
  return names.some((name) => !isImmutable(name, workload, context)) ? 'Secret' : undefined;
}

function isImmutable(name: string, { object }: Workload, { inventory }: CheckContext): boolean {
  return objectsNamed(inventory, 'Secret', '', object.namespace, name).some(({ body }) => field(body, 'immutable') === true);
}
