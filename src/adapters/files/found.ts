// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../model/problem.ts';
import type { Kustomization } from './kustomization.ts';
import type { Rendering } from './rendering.ts';

/** A file to read. Standard input stands among them under its own name. */
export interface FoundFile {
  /** Its name in output: the path as typed, and the way from there. */
  readonly name: string;
  /** Its real path: the same for one file reached by two ways. */
  readonly path: string;
}

/** What the paths of a command lead to, in the order it is read in. Filled while looking, read afterwards. */
export interface Found {
  readonly files: FoundFile[];
  /** Real paths of the files that the user named rather than a folder they are in: read in any case. */
  readonly named: Set<string>;
  readonly kustomizations: Kustomization[];
  readonly charts: Rendering[];
  readonly problems: Problem[];
}
