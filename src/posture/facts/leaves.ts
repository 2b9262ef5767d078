// SPDX-License-Identifier: Apache-2.0
import { isArray, isObject, type Json } from '../../model/json.ts';
import { type Pointer, pointer } from '../../model/pointer.ts';

export interface Leaf {
  /** The key that it stands under; the last one above a list. */
  readonly name: string;
  readonly text: string;
  readonly pointer: Pointer;
  /** The keys from the top to it, without those of lists. */
  readonly keys: readonly string[];
}

/** Every text in a value, in order. */
export function textLeaves(value: Json | undefined, at: Pointer, keys: readonly string[] = []): Leaf[] {
  if (typeof value === 'string') return [{ name: keys.at(-1) ?? '', text: value, pointer: at, keys }];
  if (isArray(value)) return value.flatMap((item, index) => textLeaves(item, `${at}/${index}`, keys));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => textLeaves(item, `${at}${pointer(key)}`, [...keys, key]));
}
