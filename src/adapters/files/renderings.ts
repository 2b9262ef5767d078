// SPDX-License-Identifier: Apache-2.0
import type { Kustomization } from './kustomization.ts';
import type { Rendering } from './rendering.ts';

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
    else renderings.push(renderingOf(kustomization, covers, parts.flatMap(({ absent }) => absent)[0]));
  }
  return { renderings, listed };
}

function renderingOf({ name, folder }: Kustomization, covers: ReadonlySet<string>, absent: string | undefined): Rendering {
  return {
    name,
    folder,
    source: `${name} (kustomize)`,
    commands: [
      { program: 'kustomize', args: ['build', folder] },
      { program: 'kubectl', args: ['kustomize', folder] },
    ],
    covers,
    ...(absent !== undefined && { obstacle: `names ${absent}, which is not on this disk (a scan fetches nothing)` }),
    otherwise: 'its files were read as they are, without its changes',
  };
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
