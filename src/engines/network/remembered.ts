// SPDX-License-Identifier: Apache-2.0

const most = 2 ** 26;
const slots = 2 ** 14;

/** A function of two numbers below 2^26 that computes each result once. What was asked lately is found without a lookup in a map. */
export function remembered(compute: (a: number, b: number) => number): (a: number, b: number) => number {
  const results = new Map<number, number>();
  const keys = new Float64Array(slots).fill(-1);
  const values = new Int32Array(slots);
  return (a, b) => {
    const key = a * most + b;
    const slot = (Math.imul(a, 0x9e3779b1) ^ b) & (slots - 1);
    if (keys[slot] === key) return values[slot] ?? 0;
    let result = results.get(key);
    if (result === undefined) {
      result = compute(a, b);
      results.set(key, result);
    }
    keys[slot] = key;
    values[slot] = result;
    return result;
  };
}
