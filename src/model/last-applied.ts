// SPDX-License-Identifier: Apache-2.0
// What kubectl writes into an object of the manifest that it applied last, as far as another apply needs it: which labels and annotations
// were its own, and whether the rest is still the same. The manifest itself is not kept: of a ConfigMap it says the content.
import { digestOf } from './digest.ts';
import { isObject, type Json, type JsonObject, stringMap } from './json.ts';

export interface LastApplied {
  /** Keys. */
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
  /** Of everything but metadata and status. */
  readonly digest: string;
}

/** Of the text of the annotation; undefined where it is none. */
export function lastAppliedIn(text: string): LastApplied | undefined {
  let manifest: Json;
  try {
    manifest = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(manifest)) return undefined;
  const { metadata } = manifest;
  const keys = (field: string) => Object.keys(stringMap(isObject(metadata) ? metadata[field] : undefined));
  return { labels: keys('labels'), annotations: keys('annotations'), digest: digestOf(essenceOf(manifest)) };
}

/** What an object asks for: without metadata and status. */
export function essenceOf({ metadata: _, status: __, ...rest }: JsonObject): JsonObject {
  return rest;
}
