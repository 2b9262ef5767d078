// SPDX-License-Identifier: Apache-2.0
// What no engine reads is not kept: it is most of what a cluster's manifests weigh.
import { isArray, isObject, type Json, type JsonObject } from './json.ts';

/** The object without metadata.managedFields, and a CustomResourceDefinition without its schemas; itself where it has none. */
export function prune(body: JsonObject): JsonObject {
  const { metadata, spec } = body;
  const lighter =
    isObject(metadata) && Object.hasOwn(metadata, 'managedFields') ? { ...body, metadata: without(metadata, 'managedFields') } : body;
  if (body['kind'] !== 'CustomResourceDefinition' || !isObject(spec)) return lighter;
  return { ...lighter, spec: withoutSchemas(spec) };
}

function withoutSchemas(spec: JsonObject): JsonObject {
  const { versions } = spec;
  // `validation` is where v1beta1 has the schema.
  const rest = without(spec, 'validation');
  if (!isArray(versions)) return rest;
  return { ...rest, versions: versions.map((version) => (isObject(version) ? without(version, 'schema') : version)) };
}

function without(object: JsonObject, dropped: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== dropped));
}

/** A copy that shares no memory with the text it was read from: the engine keeps a whole text alive for one string sliced from it. */
export function detached(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).map(([key, item]) => [key, detachedValue(item)]));
}

function detachedValue(value: Json): Json {
  if (typeof value === 'string') return detachedText(value);
  if (isArray(value)) return value.map(detachedValue);
  return isObject(value) ? detached(value) : value;
}

function detachedText(text: string): string {
  const copy: unknown = JSON.parse(JSON.stringify(text));
  return typeof copy === 'string' ? copy : text;
}
