// SPDX-License-Identifier: Apache-2.0
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';

/**
 * Whether the absence of an object of one of these kinds proves something beside `object`: a cluster shows all that it has; files
 * show a kind where they hold any of it, and otherwise it may stand in files that nobody scanned.
 */
export function showsKind({ origin }: KubernetesObject, inventory: Inventory, group: string, ...kinds: readonly string[]): boolean {
  return kinds.some((kind) => objectsOfKind(inventory, kind, group).length > 0) || origin.kind === 'cluster';
}
