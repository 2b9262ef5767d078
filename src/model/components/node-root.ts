// SPDX-License-Identifier: Apache-2.0
// Which of the input lies on the disk of which node. The evidence of a node names the folder that its disk was read at, so that a
// path in a flag leads to one file even where several nodes are in the input.
import { type Inventory, objectsOfKind } from '../inventory.ts';
import { stringField } from '../json.ts';
import type { KubernetesObject } from '../object.ts';

/** The folders that disks of nodes were read at; '' is the root of the machine itself. */
export function nodeRoots(inventory: Inventory): readonly string[] {
  return objectsOfKind(inventory, 'NodeEvidence', 'rampart.dev').flatMap(({ body }) => stringField(body, 'root') ?? []);
}

/** The disk that an object was read from; undefined where it is none that was read as a whole. */
export function rootOf(object: KubernetesObject, roots: readonly string[]): string | undefined {
  if (object.kind === 'NodeEvidence') return stringField(object.body, 'root');
  const source = sourceOf(object);
  return roots.filter((root) => source.startsWith(`${root}/`)).toSorted((a, b) => b.length - a.length)[0];
}

/** The name of the file that an object was read from; '' where it was none. */
export function sourceOf({ origin }: Pick<KubernetesObject, 'origin'>): string {
  return origin.kind === 'file' ? origin.source.replaceAll('\\', '/') : '';
}
