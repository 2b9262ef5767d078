// SPDX-License-Identifier: Apache-2.0
import type { Inventory } from '../../model/inventory.ts';
import { objectsOfKind } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { perInventory } from './per-inventory.ts';

/** kubelet writes each new certificate into a file with its time, and leaves those before it where they are. */
const rotated = /^(.*kubelet-(?:client|server)-)\d{4}(?:-\d\d){5}\.pem$/;

const newest = perInventory((inventory: Inventory) => {
  const sources = new Map<string, string>();
  for (const { origin } of objectsOfKind(inventory, 'PemFile', 'rampart.dev')) {
    if (origin.kind !== 'file') continue;
    const stem = rotated.exec(origin.source)?.[1];
    if (stem !== undefined && (sources.get(stem) ?? '') < origin.source) sources.set(stem, origin.source);
  }
  return sources;
});

/** Whether a file is a certificate that kubelet has rotated since: a newer one lies beside it. */
export function isLeftBehind({ kind, origin }: KubernetesObject, inventory: Inventory): boolean {
  if (kind !== 'PemFile' || origin.kind !== 'file') return false;
  const stem = rotated.exec(origin.source)?.[1];
  return stem !== undefined && newest(inventory).get(stem) !== origin.source;
}
