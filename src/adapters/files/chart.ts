// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { formatVersion, type KubernetesVersion } from '../../model/version.ts';
import { readMarker } from './marker.ts';
import type { Rendering } from './rendering.ts';

export const chartFile = 'Chart.yaml';

/** What of a chart's folder helm reads by itself: templates and their data, which are not YAML before it did. */
export const chartFolders: readonly string[] = ['templates', 'charts', 'crds', 'files'];

/** Tests are left out: they run when somebody asks for them. Without a namespace helm would take the one of a kubeconfig. */
const flags = ['--include-crds', '--skip-tests', '--namespace', 'default'];

/** How to render the chart in a folder; undefined for a library, which gives templates to other charts and has no objects itself. */
export function chartRendering(name: string, folder: string, version: KubernetesVersion): Rendering | undefined {
  const marker = readMarker(path.join(folder, chartFile));
  if (marker['type'] === 'library') return undefined;
  return {
    name,
    folder,
    source: `${name} (helm)`,
    commands: [
      {
        program: 'helm',
        args: ['template', releaseName(marker['name']), folder, ...flags, '--kube-version', `${formatVersion(version)}.0`],
      },
    ],
    covers: new Set(),
    otherwise: 'its templates were not read',
  };
}

/** A chart's name is what most people release it as; helm's own default stands in where it makes no release name. */
function releaseName(chart: unknown): string {
  return typeof chart === 'string' && /^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/.test(chart) ? chart : 'release-name';
}
