// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../model/problem.ts';
import type { Chart } from './chart.ts';
import type { Kustomization } from './kustomization.ts';

export const standardInput = '-';

/** A file to read. Standard input stands among them under its own name. */
export interface FoundFile {
  /** Its name in output: the path as typed, and the way from there. */
  readonly name: string;
  /** Its real path: the same for one file reached by two ways. */
  readonly path: string;
  /** Named by the user rather than met in a folder: read whatever else is known about it. */
  readonly isNamed: boolean;
}

/** What the paths of a command lead to, in the order it is read in. Filled while looking, read afterwards. */
export interface Found {
  readonly files: FoundFile[];
  readonly kustomizations: Kustomization[];
  readonly charts: Chart[];
  readonly problems: Problem[];
}
