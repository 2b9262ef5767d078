// SPDX-License-Identifier: Apache-2.0
// Sets of small integers as words of 32 bits. All sets of one network have the same length.

export type Bitset = Uint32Array;

export function emptySet(size: number): Bitset {
  return new Uint32Array((size + 31) >>> 5);
}

export function fullSet(size: number): Bitset {
  const set = emptySet(size).fill(0xffffffff);
  if ((size & 31) !== 0) set[set.length - 1] = 2 ** (size & 31) - 1;
  return set;
}

export function add(set: Bitset, index: number): void {
  set[index >>> 5] = (set[index >>> 5] ?? 0) | (1 << (index & 31));
}

export function has(set: Bitset, index: number): boolean {
  return ((set[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
}

// With loops: a call for each word would be most of the time that large clusters take.
export function union(a: Bitset, b: Bitset): Bitset {
  const result = new Uint32Array(a.length);
  for (let word = 0; word < a.length; word++) result[word] = (a[word] ?? 0) | (b[word] ?? 0);
  return result;
}

export function intersection(a: Bitset, b: Bitset): Bitset {
  const result = new Uint32Array(a.length);
  for (let word = 0; word < a.length; word++) result[word] = (a[word] ?? 0) & (b[word] ?? 0);
  return result;
}

export function difference(a: Bitset, b: Bitset): Bitset {
  const result = new Uint32Array(a.length);
  for (let word = 0; word < a.length; word++) result[word] = (a[word] ?? 0) & ~(b[word] ?? 0);
  return result;
}

export function isSubset(a: Bitset, b: Bitset): boolean {
  return a.every((word, index) => (word & ~(b[index] ?? 0)) === 0);
}

/** The members, in rising order. */
export function members(set: Bitset): number[] {
  const found: number[] = [];
  for (let word = 0; word < set.length; word++) {
    let bits = set[word] ?? 0;
    while (bits !== 0) {
      const lowest = bits & -bits;
      found.push((word << 5) + 31 - Math.clz32(lowest));
      bits ^= lowest;
    }
  }
  return found;
}
