// SPDX-License-Identifier: Apache-2.0

/** A value as Kubernetes reads it from YAML or JSON. Integers that a double cannot hold are bigint. */
export type Json = null | boolean | number | bigint | string | JsonArray | JsonObject;
export type JsonArray = readonly Json[];
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is JsonArray {
  return Array.isArray(value);
}

/** The field of an object; undefined where `value` is no object or the field is missing or inherited. */
export function field(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function stringField(value: Json | undefined, key: string): string | undefined {
  const found = field(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** A map of strings such as labels; entries of any other type are left out. */
export function stringMap(value: Json | undefined): Readonly<Record<string, string>> {
  const result: Record<string, string> = Object.create(null);
  if (isObject(value)) for (const [key, item] of Object.entries(value)) if (typeof item === 'string') result[key] = item;
  return result;
}

/** Whether `whole` has all that `part` has: its objects may have more fields, its lists no more items. */
export function includesJson(whole: Json, part: Json): boolean {
  if (isArray(part))
    return isArray(whole) && part.length === whole.length && part.every((item, index) => includesJson(whole[index] ?? null, item));
  if (!isObject(part)) return part === whole;
  return isObject(whole) && Object.entries(part).every(([key, item]) => includesJson(field(whole, key) ?? null, item));
}

/** The word Kubernetes' own decoding errors use for a value's type. */
export function typeName(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'bigint' ? 'number' : typeof value === 'boolean' ? 'bool' : typeof value;
}
