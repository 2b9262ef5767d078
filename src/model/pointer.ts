// SPDX-License-Identifier: Apache-2.0
import { isArray, isObject, type Json } from './json.ts';

/** A JSON pointer (RFC 6901): '' is the whole document. */
export type Pointer = string;

export function pointer(...tokens: readonly (string | number)[]): Pointer {
  let path = '';
  for (const token of tokens) path += `/${escapeToken(String(token))}`;
  return path;
}

export function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;
}

/** The tokens of a pointer. A pointer that does not start with '/' (and is not '') is a programming error. */
export function tokens(path: Pointer): string[] {
  if (path === '') return [];
  if (!path.startsWith('/')) throw new TypeError(`not a JSON pointer: ${path}`);
  const raw = path.slice(1).split('/');
  return path.includes('~') ? raw.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')) : raw;
}

/** One step down: undefined where the step does not exist. Array indices are decimal without leading zeros. */
export function step(value: Json | undefined, token: string): Json | undefined {
  if (isArray(value)) return /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
  return isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}

export function valueAt(value: Json | undefined, path: Pointer): Json | undefined {
  return tokens(path).reduce<Json | undefined>(step, value);
}

/** The longest prefix of `path` that exists in `value`, and what of the path is missing below it. */
export function deepestExisting(value: Json, path: Pointer): { readonly path: Pointer; readonly missing: readonly string[] } {
  const all = tokens(path);
  let current: Json | undefined = value;
  for (let depth = 0; depth < all.length; depth++) {
    current = step(current, all[depth] ?? '');
    if (current === undefined) return { path: pointer(...all.slice(0, depth)), missing: all.slice(depth) };
  }
  return { path, missing: [] };
}
