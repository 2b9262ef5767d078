// SPDX-License-Identifier: Apache-2.0
import type { Found, FoundFile } from './found.ts';
import type { Rendering } from './rendering.ts';
import { renderingsOf } from './renderings.ts';

/** In which order to read what was found. */
export interface Plan {
  readonly renderings: readonly Rendering[];
  /** Files to read whatever the renderings come to. */
  readonly now: readonly FoundFile[];
  /** Files that a rendering may contain already: to read where it fails. */
  readonly later: readonly FoundFile[];
  /** Not to read: patches, which only a rendering makes objects of, and with `render` false the charts. */
  readonly passedOver: number;
}

export function planOf(found: Found, render: boolean): Plan {
  const paths = new Set(found.files.map(({ path }) => path));
  const { renderings, listed } = renderingsOf(found.kustomizations, (file) => paths.has(file));
  const patches = new Set(found.kustomizations.flatMap((kustomization) => [...kustomization.patches]));
  const claimed = new Set(render ? renderings.flatMap(({ covers }) => [...covers]) : []);
  const isOwn = (file: FoundFile) => found.named.has(file.path) || listed.has(file.path);
  const objects = found.files.filter((file) => isOwn(file) || !patches.has(file.path));
  return {
    renderings: render ? [...renderings, ...found.charts] : [],
    now: objects.filter((file) => isOwn(file) || !claimed.has(file.path)),
    later: objects.filter((file) => !isOwn(file) && claimed.has(file.path)),
    passedOver: found.files.length - objects.length + (render ? 0 : found.charts.length),
  };
}
