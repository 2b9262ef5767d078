// SPDX-License-Identifier: Apache-2.0
// Groups items into classes that none of the given sets tells apart.
import { type Bitset, members } from './bitset.ts';

export interface Classes {
  /** The class of each item. */
  readonly of: Int32Array;
  readonly count: number;
  /** The items of each class. */
  readonly members: readonly (readonly number[])[];
}

/** Each set splits the classes that lie only partly in it. */
export function classesOf(size: number, sets: Iterable<Bitset>): Classes {
  const of = new Int32Array(size);
  const sizes = [size];
  for (const set of sets) {
    const inside = members(set);
    const counts = new Map<number, number>();
    for (const item of inside) counts.set(of[item] ?? 0, (counts.get(of[item] ?? 0) ?? 0) + 1);
    const split = new Map<number, number>();
    for (const [old, count] of counts) {
      if (count === sizes[old]) continue;
      sizes[old] = (sizes[old] ?? 0) - count;
      split.set(old, sizes.push(count) - 1);
    }
    if (split.size === 0) continue;
    for (const item of inside) {
      const fresh = split.get(of[item] ?? 0);
      if (fresh !== undefined) of[item] = fresh;
    }
  }
  const groups: number[][] = sizes.map(() => []);
  for (let item = 0; item < size; item++) groups[of[item] ?? 0]?.push(item);
  return { of, count: sizes.length, members: groups };
}
