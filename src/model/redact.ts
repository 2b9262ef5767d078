// SPDX-License-Identifier: Apache-2.0
// The content of Secrets is taken out before an object is made: what is not held cannot be stored, logged or shown.
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { groupOf, type ObjectRef } from './object.ts';
import { certificateNote } from './redacted-certificates.ts';

/** Stands for every value that was taken out; no base64 looks like it. */
export const redacted = '<redacted>';

/** Whether a value stands for one that was taken out, with what may be told of it or without. */
export function isRedacted(value: Json): boolean {
  return typeof value === 'string' && (value === redacted || value.startsWith('<redacted, '));
}

type Path = readonly string[];

/** Where secret content stands, by kind in lower case: a Secret must not slip through by the way it is written. '*' is every item. */
const secretPaths: ReadonlyMap<string, readonly Path[]> = new Map<string, readonly Path[]>([
  ['secret', [['data'], ['stringData'], ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration']]],
  // The keys that encrypt etcd, and the credentials of a kubeconfig.
  [
    'encryptionconfiguration',
    ['aescbc', 'aesgcm', 'secretbox'].map((name) => ['resources', '*', 'providers', '*', name, 'keys', '*', 'secret']),
  ],
  // Of a private key nothing is read in the first place, but the file must not be quoted.
  ['pemfile', []],
  ['config', ['token', 'password', 'client-key-data', 'auth-provider', 'exec'].map((name) => ['users', '*', 'user', name])],
]);

/** Whether an object is a Secret. */
export function isSecret(object: Pick<ObjectRef, 'apiVersion' | 'kind'>): boolean {
  return object.kind === 'Secret' && groupOf(object.apiVersion) === '';
}

/** Whether an object is one of those whose content is taken out, a Secret or another: its text must not be quoted. */
export function holdsSecrets(object: Pick<ObjectRef, 'kind'>): boolean {
  return secretPaths.has(object.kind.toLowerCase());
}

/** Whether a document in which these kinds occur, of objects or of lists, must go through `redact`. */
export function mayHoldSecrets(kinds: ReadonlySet<string>): boolean {
  for (const kind of kinds) if (holdsSecrets({ kind: kind.replace(/List$/i, '') })) return true;
  return false;
}

/** A copy in which every Secret, however deep it is nested, has its keys and none of its values. */
export function redact(body: JsonObject): JsonObject {
  const { kind } = body;
  const name = typeof kind === 'string' ? kind.toLowerCase() : '';
  const emptied = name === 'encryptionconfiguration' ? redactedKeys() : name === 'secret' ? redactedSecret : redactedValue;
  return (secretPaths.get(name) ?? []).reduce((current, path) => objectRedactedAt(current, path, emptied), mapped(body, redactNested));
}

function redactNested(value: Json): Json {
  if (isArray(value)) return value.map(redactNested);
  return isObject(value) ? redact(value) : value;
}

type Emptied = (value: Json) => Json;

function objectRedactedAt(object: JsonObject, [token, ...rest]: Path, emptied: Emptied): JsonObject {
  return mapped(object, (item, key) => (key === token ? redactedAt(item, rest, emptied) : item));
}

function redactedAt(value: Json, path: Path, emptied: Emptied): Json {
  if (path.length === 0) return emptied(value);
  if (isArray(value)) return path[0] === '*' ? value.map((item) => redactedAt(item, path.slice(1), emptied)) : value;
  return isObject(value) ? objectRedactedAt(value, path, emptied) : value;
}

/** Keys stay, since checks compare them with what refers to them; so does null, which holds nothing. */
function redactedValue(value: Json): Json {
  if (isObject(value)) return mapped(value, (item) => (item === null ? null : redacted));
  return value === null ? null : redacted;
}

/**
 * Of an encryption key, its length in bytes stays, and which keys of the object are the same, by a number: whether it is one at all
 * and has a use of its own can be judged, and no more is told.
 */
function redactedKeys(): Emptied {
  const seen = new Map<string, number>();
  return (value) => {
    if (typeof value !== 'string') return redactedValue(value);
    if (keyNote.test(value)) return value;
    const number = seen.get(value) ?? seen.size + 1;
    seen.set(value, number);
    const bytes = base64Length(value);
    return `<redacted, key ${number}, ${bytes === undefined ? 'not base64' : `${bytes} bytes`}>`;
  };
}

/** What `redactedKeys` wrote: taken out again it stays as it is. */
const keyNote = /^<redacted, key \d+, (?:\d+ bytes|not base64)>$/;

/** As `redactedValue`, but of certificates it stays when they are valid. */
function redactedSecret(value: Json): Json {
  if (!isObject(value)) return redactedValue(value);
  return mapped(value, (item, key) => {
    const note = typeof item === 'string' && key.endsWith('.crt') ? certificateNote(item) : undefined;
    return item === null ? null : (note ?? redacted);
  });
}

/** The length in bytes of an encryption key that is written in base64, or of what stands for one; undefined where it is no base64. */
export function encryptionKeyLength(value: string): number | undefined {
  const bytes = /^<redacted, key \d+, (\d+) bytes>$/.exec(value)?.[1];
  return bytes === undefined ? base64Length(value) : Number(bytes);
}

/** How many bytes base64 text stands for, read as Go reads it: padded, line breaks ignored. */
function base64Length(text: string): number | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return undefined;
  return (plain.length / 4) * 3 - (plain.length - plain.replace(/=+$/, '').length);
}

// Object.fromEntries defines properties, so that a key named __proto__ stays a key.
function mapped(object: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}
