// SPDX-License-Identifier: Apache-2.0
// Decoding of untrusted values into typed ones, strict as encoding/json is in the API server: a value of the wrong type
// is recorded and left out, null counts as absent, unknown fields are passed over. A schema is a table of decoders, and
// the compiler holds the table against the interface.
import { isArray, isObject, type Json, type JsonObject, typeName } from './json.ts';
import { escapeToken, type Pointer } from './pointer.ts';

/** A value that the API server would refuse to decode; the path is from the value that is being decoded. */
export interface Refusal {
  readonly path: Pointer;
  readonly expected: string;
  readonly found: string;
}

/** Makes a T of a value that is not null; undefined, with a refusal recorded, where the type is wrong. */
export type Decoder<T> = (value: Json, refusals: Refusal[]) => T | undefined;

/** The decoder of every field of T, by name. */
export type Table<T> = { readonly [K in keyof T]-?: Decoder<Exclude<T[K], undefined>> };

export const string: Decoder<string> = (value, refusals) => (typeof value === 'string' ? value : refuse(value, 'string', refusals));

export const bool: Decoder<boolean> = (value, refusals) => (typeof value === 'boolean' ? value : refuse(value, 'bool', refusals));

export const int32: Decoder<number> = (value, refusals) =>
  typeof value === 'number' && value === (value | 0) ? value : refuse(value, 'int32', refusals);

export const int64: Decoder<number | bigint> = (value, refusals) => (isInt64(value) ? value : refuse(value, 'int64', refusals));

/** A port: a number, or the name of one. */
export const intOrString: Decoder<number | string> = (value, refusals) =>
  typeof value === 'string' || (typeof value === 'number' && value === (value | 0)) ? value : refuse(value, 'int32 or string', refusals);

/** An amount such as 100m, 1.5Gi, 1e3: a number, or text of the form that resource.Quantity parses. */
export const quantity: Decoder<string | number | bigint> = (value, refusals) =>
  typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && isQuantity(value))
    ? value
    : refuse(value, 'quantity', refusals);

/** Anything at all. */
export const any: Decoder<Json> = (value) => value;

/** A list. Its places stay what they are: null or a wrong type gives `absent`, the element's zero value. */
export function list<T>(element: Decoder<T>, absent: T): Decoder<readonly T[]> {
  return (value, refusals) => {
    if (!isArray(value)) return refuse(value, 'array', refusals);
    const result: T[] = [];
    let isSame = true;
    for (let index = 0; index < value.length; index++) {
      const item = value[index];
      const before = refusals.length;
      const decoded = item === undefined || item === null ? absent : (element(item, refusals) ?? absent);
      if (decoded !== item) isSame = false;
      result.push(decoded);
      if (refusals.length > before) prefix(refusals, before, String(index));
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each of its elements is what the decoder of T made of it
    return isSame ? (value as readonly unknown[] as readonly T[]) : result;
  };
}

/** A map with string keys. A null entry is the zero value `absent`, as Go reads it. Equal maps that objects share are decoded once. */
export function map<T>(element: Decoder<T>, absent: T): Decoder<Readonly<Record<string, T>>> {
  const known = new WeakMap<JsonObject, Readonly<Record<string, T>>>();
  return (value, refusals) => {
    if (!isObject(value)) return refuse(value, 'object', refusals);
    const found = known.get(value);
    if (found !== undefined) return found;
    const start = refusals.length;
    // Without a prototype a key such as __proto__ is a key like any other.
    const result: Record<string, T> = Object.create(null);
    for (const key of Object.keys(value)) {
      const item = value[key];
      const before = refusals.length;
      const decoded = item === undefined || item === null ? absent : element(item, refusals);
      if (decoded !== undefined) result[key] = decoded;
      if (refusals.length > before) prefix(refusals, before, key);
    }
    if (refusals.length === start) known.set(value, result);
    return result;
  };
}

/**
 * An object with the fields of the table. Where all of them are as they should be it is the value itself, other fields included:
 * a cluster has tens of thousands of pods, and a copy of each is most of what they would weigh.
 */
export function object<T extends object>(table: Table<T>): Decoder<T> {
  const decoders = new Map(Object.entries<Decoder<unknown>>(table));
  return (value, refusals) => {
    if (!isObject(value)) return refuse(value, 'object', refusals);
    const result: Record<string, unknown> = {};
    let isSame = true;
    for (const name in value) {
      const decode = decoders.get(name);
      const item = value[name];
      if (decode === undefined || item === undefined) continue;
      const before = refusals.length;
      const decoded = item === null ? undefined : decode(item, refusals);
      if (decoded !== item) isSame = false;
      if (decoded !== undefined) result[name] = decoded;
      if (refusals.length > before) prefix(refusals, before, name);
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table holds a decoder of its type for each field of T
    return (isSame ? value : result) as T;
  };
}

/** Puts a token before the paths of the refusals from `from` on: paths grow only where something is wrong. */
function prefix(refusals: Refusal[], from: number, token: string): void {
  for (let index = from; index < refusals.length; index++) {
    const refusal = refusals[index];
    if (refusal) refusals[index] = { ...refusal, path: `/${escapeToken(token)}${refusal.path}` };
  }
}

function refuse(value: Json, expected: string, refusals: Refusal[]): undefined {
  const number = typeof value === 'number' || typeof value === 'bigint';
  refusals.push({ path: '', expected, found: number ? `number ${value}` : typeName(value) });
  return undefined;
}

function isInt64(value: Json): value is number | bigint {
  if (typeof value === 'number') return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
  return typeof value === 'bigint' && BigInt.asIntN(64, value) === value;
}

/** As resource.Quantity parses it, which takes "", apart from blanks, for no number but "+", "." and "Ki" for zero. */
function isQuantity(text: string): boolean {
  const trimmed = text.trim();
  return trimmed !== '' && /^[+-]?\d*(?:\.\d*)?(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/.test(trimmed);
}
