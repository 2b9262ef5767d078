// SPDX-License-Identifier: Apache-2.0
import type { Kustomization } from './kustomization.ts';

/** One kustomization to render, and what is then in the rendering already. */
export interface Rendering {
  readonly kustomization: Kustomization;
  /** Real paths of every file that it or the kustomizations below it name. */
  readonly covers: ReadonlySet<string>;
  /** Resources that they name and that are not on this disk. */
  readonly absent: readonly string[];
}

/**
 * Which of the kustomizations to render. One that another one includes is seen through that other one, and a component
 * only so. One that merely lists files (`isRead`: they are read anyway) is these files, and their positions are better;
 * `listed` are such files, which have to be read whatever renderings they are part of besides.
 */
export function renderingsOf(
  kustomizations: readonly Kustomization[],
  isRead: (file: string) => boolean,
): { readonly renderings: readonly Rendering[]; readonly listed: ReadonlySet<string> } {
  const byFolder = new Map(kustomizations.map((kustomization) => [kustomization.folder, kustomization]));
  const included = new Set(kustomizations.flatMap(({ folders }) => [...folders]));
  // What nobody includes comes first; what nobody saw then is included by an unused component, or in a circle.
  const ordered = [...kustomizations].sort((a, b) => Number(included.has(a.folder)) - Number(included.has(b.folder)));
  const seen = new Set<Kustomization>();
  const listed = new Set<string>();
  const renderings: Rendering[] = [];
  for (const kustomization of ordered) {
    if (kustomization.isComponent || seen.has(kustomization)) continue;
    const parts = partsOf(kustomization, byFolder);
    for (const part of parts) seen.add(part);
    const covers = new Set(parts.flatMap(({ files }) => [...files]));
    const isList = parts.every((part) => part.isList && [...part.folders].every((folder) => byFolder.has(folder)));
    if (isList && [...covers].every(isRead)) for (const file of covers) listed.add(file);
    else renderings.push({ kustomization, covers, absent: parts.flatMap(({ absent }) => absent) });
  }
  return { renderings, listed };
}

/** The kustomization itself and all that it includes, directly or not. */
function partsOf(kustomization: Kustomization, byFolder: ReadonlyMap<string, Kustomization>): Kustomization[] {
  const parts = new Set([kustomization]);
  for (const part of parts) {
    for (const folder of part.folders) {
      const included = byFolder.get(folder);
      if (included) parts.add(included);
    }
  }
  return [...parts];
}
