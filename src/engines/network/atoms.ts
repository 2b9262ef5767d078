// SPDX-License-Identifier: Apache-2.0
// The addresses that are nobody's in the cluster, cut into ranges that no policy tells apart.
import { type Address, type AddressRange, type AddressSet, everyAddress } from './addresses.ts';

/** Sorted; together they are every address. */
export type Atoms = readonly AddressRange[];

/** Cuts every address at the ends of all sets. */
export function atomsOf(sets: Iterable<AddressSet>): Atoms {
  const starts = new Set<Address>(everyAddress.map(({ first }) => first));
  const end = everyAddress.at(-1)?.last ?? 0n;
  for (const set of sets) {
    for (const { first, last } of set) {
      starts.add(first);
      if (last < end) starts.add(last + 1n);
    }
  }
  const sorted = [...starts].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted.map((first, index) => ({ first, last: (sorted[index + 1] ?? end + 1n) - 1n }));
}

/** The indices [from, to) of the items in a range, of items sorted by the address that `at` gives. */
export function indicesIn<T>(items: readonly T[], at: (item: T) => Address, { first, last }: AddressRange): readonly [number, number] {
  return [lowerBound(items, at, first), lowerBound(items, at, last + 1n)];
}

function lowerBound<T>(items: readonly T[], at: (item: T) => Address, address: Address): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && at(item) < address) low = middle + 1;
    else high = middle;
  }
  return low;
}
