// SPDX-License-Identifier: Apache-2.0
import { isArray, isObject, type Json, type JsonObject, stringMap } from '../../model/json.ts';

/** Longer values are seldom the same in two objects, and would make the table as large as what it saves. */
const longestShared = 4096;

/**
 * Makes equal parts of objects one value: the pods of a cluster repeat the probes, resources and security contexts of a few hundred
 * templates tens of thousands of times. Objects are immutable, so nobody can tell.
 */
export class Sharing {
  readonly #strings = new Map<string, string>();
  readonly #values = new Map<string, JsonObject | readonly Json[]>();

  readonly #maps = new WeakMap<JsonObject, Readonly<Record<string, string>>>();

  /** The strings of a map, once for all objects that share it. */
  stringMap(value: Json | undefined): Readonly<Record<string, string>> {
    return isObject(value) ? weakly(this.#maps, value, () => stringMap(value)) : none;
  }

  /** The object with its values shared, down to the fields of list items two levels below; its metadata, which is its own, is kept. */
  share(object: JsonObject): JsonObject {
    const { metadata, ...rest } = object;
    return {
      ...this.#fieldsOf(rest, 3),
      ...(metadata === undefined ? {} : { metadata: isObject(metadata) ? this.#metadata(metadata) : metadata }),
    };
  }

  #metadata(metadata: JsonObject): JsonObject {
    const { labels, namespace, ownerReferences } = metadata;
    return {
      ...metadata,
      ...(labels === undefined ? {} : { labels: this.#shared(labels, 0) }),
      ...(namespace === undefined ? {} : { namespace: this.#shared(namespace, 0) }),
      ...(ownerReferences === undefined ? {} : { ownerReferences: this.#shared(ownerReferences, 0) }),
    };
  }

  #fieldsOf(object: JsonObject, depth: number): JsonObject {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, this.#shared(value, depth)]));
  }

  #shared(value: Json, depth: number): Json {
    if (typeof value === 'string') return same(this.#strings, value, value);
    if (!isArray(value) && !isObject(value)) return value;
    if (depth > 0) return isArray(value) ? value.map((item) => this.#shared(item, depth - 1)) : this.#fieldsOf(value, depth - 1);
    const key = JSON.stringify(value);
    return key.length > longestShared ? value : same(this.#values, key, value);
  }
}

const none: Readonly<Record<string, string>> = Object.freeze(stringMap(undefined));

function weakly<K extends WeakKey, T>(known: WeakMap<K, T>, key: K, make: () => T): T {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

function same<T>(known: Map<string, T>, key: string, value: T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  known.set(key, value);
  return value;
}
