// SPDX-License-Identifier: Apache-2.0
// Reads the flags of control plane components that name a file, and the volumeMounts of their container: one must show it.
import { componentsOfWorkload } from '../../model/components/components.ts';
import type { Component } from '../../model/components/component.ts';
import type { Workload } from '../../model/workload.ts';
import { setOperation } from '../../model/patch.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { isStaticPod } from '../facts/control-plane.ts';
import { filesRead, mountOf } from '../facts/mounted-files.ts';

export const componentFileNotMounted = defineCheck({
  id: 'component-file-not-mounted',
  title: 'Component is told to read a file that its container does not have',
  why: 'A component that cannot read its certificates, audit policy or encryption configuration exits at once. Under pressure the flag is taken away again, and the protection with it.',
  remedy: 'Mount the file, or the folder it lies in, read-only.',
  severity: 'high',
  layer: 'cluster',
  threats: ['data-exposure', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend'],
  aliases: [],
  appliesTo: 'workload',
  applicable: (workload) => componentsOfWorkload(workload).length > 0,
  evaluate: (workload) =>
    componentsOfWorkload(workload).flatMap((component) => {
      const { place } = component;
      // Without mounts everything may be in the image; the images of a control plane have no files of a cluster.
      if (place === undefined || (!isStaticPod(workload.object) && (place.container.volumeMounts ?? []).length === 0)) return [];
      const missing = [...new Set(filesRead(component).flatMap(({ path }) => (mountOf(component, path) === undefined ? path : [])))];
      return missing.map((path) => ({
        kind: 'fault' as const,
        path: `${place.path}/volumeMounts/-`,
        reason: 'a file named by a flag is not mounted',
        detail: `${component.name}: ${flagsOf(component, path)} names ${path}, which no volumeMount of container "${place.container.name ?? ''}" shows`,
        remedy: remedyOf(workload, place.path, path),
      }));
    }),
});

function flagsOf(component: Component, path: string): string {
  return filesRead(component)
    .filter((file) => file.path === path)
    .map(({ given }) => `--${given.name}`)
    .join(', ');
}

/** A static Pod reads the file from its node. */
function remedyOf(workload: Workload, container: string, path: string): Remedy {
  if (!isStaticPod(workload.object)) return { kind: 'advice', advice: `Mount ${path} from a Secret or ConfigMap, read-only.` };
  const taken = new Set((workload.spec.volumes ?? []).map(({ name }) => name));
  const plain =
    (path.split('/').at(-1) ?? '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'file';
  const name = taken.has(plain) ? `${plain}-${taken.size}` : plain;
  const { body } = workload.object;
  return patchRemedy(
    [
      setOperation(body, `${workload.templatePath}/spec/volumes/-`, { name, hostPath: { path, type: 'File' } }),
      setOperation(body, `${container}/volumeMounts/-`, { name, mountPath: path, readOnly: true }),
    ],
    'The file must lie at this path on every control-plane node.',
  );
}
