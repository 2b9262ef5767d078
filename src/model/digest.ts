// SPDX-License-Identifier: Apache-2.0
// A short name for a value, to know it again without keeping it. It protects against nobody: what must be, is hashed by SHA-256.
import { isArray, isObject, type Json } from './json.ts';

/** Sixteen hexadecimal digits; the order of keys says nothing. */
export function digestOf(value: Json): string {
  const text = canonical(value);
  let [high, low] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x85ebca6b) ^ (low >>> 13);
  }
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The same text for the same value, whatever the order of its keys. */
export function canonical(value: Json): string {
  if (isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
