// SPDX-License-Identifier: Apache-2.0
import type { Inventory } from '../../model/inventory.ts';
import { noteReads, readsDuring } from '../reads.ts';

/** What is computed of an inventory once: inventories are immutable, and a cluster has tens of thousands of objects. */
export function perInventory<T>(compute: (inventory: Inventory) => T): (inventory: Inventory) => T {
  const known = new WeakMap<Inventory, { readonly value: T; readonly reads: ReadonlySet<string> }>();
  return (inventory) => {
    const found = known.get(inventory);
    if (found !== undefined) {
      noteReads(inventory, found.reads);
      return found.value;
    }
    const computed = readsDuring(inventory, () => compute(inventory));
    known.set(inventory, computed);
    return computed.value;
  };
}
