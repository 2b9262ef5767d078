// SPDX-License-Identifier: Apache-2.0
import { isArray, isObject, type Json } from './json.ts';
import { type Pointer, pointer } from './pointer.ts';

/** The fields that may be there: true is anything, a shape is an object of these fields or a list of such. */
export interface Shape {
  readonly [field: string]: true | Shape;
}

/** Pointers to the fields of `value` that no shape knows. What decodes passes over them; where people write, each is a slip. */
export function unknownFields(value: Json, shape: true | Shape, path: Pointer = ''): Pointer[] {
  if (shape === true) return [];
  if (isArray(value)) return value.flatMap((item, index) => unknownFields(item, shape, `${path}/${index}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const at = `${path}${pointer(key)}`;
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return known === undefined ? [at] : unknownFields(item, known, at);
  });
}
