// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { readMarker } from './marker.ts';

/** A Helm chart. */
export interface Chart {
  /** The folder's name in output. */
  readonly name: string;
  readonly folder: string;
  /** The name to render it under. */
  readonly release: string;
  /** A library gives templates to other charts, and renders to nothing itself. */
  readonly isLibrary: boolean;
}

export const chartFile = 'Chart.yaml';

/** What of a chart's folder helm reads by itself: templates and their data, which are not YAML before it did. */
export const chartFolders: readonly string[] = ['templates', 'charts', 'crds', 'files'];

export function readChart(name: string, folder: string): Chart {
  const marker = readMarker(path.join(folder, chartFile));
  const release = marker['name'];
  return {
    name,
    folder,
    // A chart's name is what most people release it as; helm's own default stands in where it makes no release name.
    release: typeof release === 'string' && /^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/.test(release) ? release : 'release-name',
    isLibrary: marker['type'] === 'library',
  };
}
