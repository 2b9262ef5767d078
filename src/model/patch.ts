// SPDX-License-Identifier: Apache-2.0
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { deepestExisting, type Pointer, pointer, step, tokens } from './pointer.ts';

/** One operation of a JSON patch (RFC 6902). */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: Pointer; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Pointer };

export type Patch = readonly PatchOperation[];

/** The operation that makes `path` hold `value` in `body`, adding the parents that are missing; '-' appends to a list. */
export function setOperation(body: Json, path: Pointer, value: Json): PatchOperation {
  const { path: existing, missing } = deepestExisting(body, path);
  const [first, ...rest] = missing;
  if (first === undefined) return { op: 'replace', path: existing, value };
  const nested = rest.reduceRight<Json>((inner, token) => (token === '-' ? [inner] : { [token]: inner }), value);
  // `securityContext: null` or `[]` exists but cannot be added to: replace it by the object that is wanted.
  const parent = tokens(existing).reduce<Json | undefined>(step, body);
  if (!isObject(parent) && !(isArray(parent) && /^(-|\d+)$/.test(first))) {
    return { op: 'replace', path: existing, value: first === '-' ? [nested] : { [first]: nested } };
  }
  return { op: 'add', path: `${existing}${pointer(first)}`, value: nested };
}

/**
 * A copy of `body` with the patch applied; `body` itself is not changed, and untouched parts are shared.
 * Throws RangeError where an operation does not fit, as RFC 6902 demands that the whole patch then fails.
 */
export function applyPatch(body: JsonObject, patch: Patch): JsonObject {
  const result = patch.reduce<Json>((current, operation) => applyAt(current, tokens(operation.path), operation), body);
  if (!isObject(result)) throw new RangeError('a patch must leave an object');
  return result;
}

function applyAt(target: Json, path: readonly string[], operation: PatchOperation): Json {
  const [token, ...rest] = path;
  if (token === undefined) return applyWhole(target, operation);
  if (rest.length > 0 || operation.op === 'test') {
    const child = step(target, token);
    if (child === undefined) throw new RangeError(`${operation.op} ${operation.path}: the path does not exist`);
    return replaceChild(target, token, applyAt(child, rest, operation));
  }
  if (operation.op === 'add') return addChild(target, token, operation.value, operation.path);
  if (step(target, token) === undefined) throw new RangeError(`${operation.op} ${operation.path}: the path does not exist`);
  return operation.op === 'remove' ? removeChild(target, token) : replaceChild(target, token, operation.value);
}

function applyWhole(target: Json, operation: PatchOperation): Json {
  if (operation.op === 'remove') throw new RangeError('remove: the whole document cannot be removed');
  if (operation.op === 'test' && !equal(target, operation.value)) throw new RangeError(`test ${operation.path}: the value differs`);
  return operation.value;
}

/** Whether a token names a place where a list of this length can grow. */
function isIndex(token: string, length: number): boolean {
  return token === '-' || (/^(0|[1-9]\d*)$/.test(token) && Number(token) <= length);
}

function addChild(target: Json, token: string, value: Json, path: Pointer): Json {
  if (isArray(target)) {
    if (!isIndex(token, target.length)) throw new RangeError(`add ${path}: no such place in the list`);
    return target.toSpliced(token === '-' ? target.length : Number(token), 0, value);
  }
  if (!isObject(target)) throw new RangeError(`add ${path}: the parent is neither object nor list`);
  return withField(target, token, value);
}

function replaceChild(target: Json, token: string, value: Json): Json {
  if (isArray(target)) return target.with(Number(token), value);
  return isObject(target) ? withField(target, token, value) : target;
}

function removeChild(target: Json, token: string): Json {
  if (isArray(target)) return target.toSpliced(Number(token), 1);
  if (!isObject(target)) return target;
  return fromEntries(Object.entries(target).filter(([key]) => key !== token));
}

function withField(target: JsonObject, key: string, value: Json): JsonObject {
  if (key !== '__proto__') return { ...target, [key]: value };
  return fromEntries([...Object.entries(target).filter(([other]) => other !== key), [key, value]]);
}

// Object.fromEntries defines properties, so that a key named __proto__ stays a key.
function fromEntries(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(entries);
}

/** Deep equality of JSON values; the order of an object's keys does not matter. */
export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isArray(a) && isArray(b)) return a.length === b.length && a.every((item, index) => equal(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}
