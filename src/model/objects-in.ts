// SPDX-License-Identifier: Apache-2.0
import { map, object, type Refusal, string } from './decode.ts';
import { isArray, isObject, type Json, type JsonObject, stringField } from './json.ts';
import { type FileOrigin, groupOf, type KubernetesObject } from './object.ts';
import type { Pointer } from './pointer.ts';

/** A Kubernetes object in a document, and where in the document it stands. */
export interface PlacedObject {
  readonly body: JsonObject;
  readonly pointer: Pointer;
}

/**
 * The Kubernetes objects in the value of a document: itself, or the items of a List, a list of lists included.
 * None where it is something else: values of a chart, plain data, what only kustomize reads.
 */
export function objectsIn(value: Json, pointer: Pointer = ''): PlacedObject[] {
  const apiVersion = stringField(value, 'apiVersion');
  const kind = stringField(value, 'kind');
  if (!isObject(value) || !apiVersion || !kind || isKustomization(apiVersion)) return [];
  const { items } = value;
  if (!kind.endsWith('List') || !isArray(items)) return [{ body: value, pointer }];
  const itemKind = kind.slice(0, -'List'.length);
  return items.flatMap((item, index) => objectsIn(withKind(item, apiVersion, itemKind), `${pointer}/items/${index}`));
}

/** The items of a PodList may leave out what its own kind says; those of a List, whose kind says nothing, may not. */
function withKind(item: Json, apiVersion: string, kind: string): Json {
  if (!isObject(item) || kind === '' || (item['apiVersion'] !== undefined && item['kind'] !== undefined)) return item;
  return { apiVersion, kind, ...item };
}

function isKustomization(apiVersion: string): boolean {
  return groupOf(apiVersion) === 'kustomize.config.k8s.io';
}

interface ObjectMeta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const objectMeta = object<ObjectMeta>({ name: string, namespace: string, labels: map(string, ''), annotations: map(string, '') });
const none: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

/** The object of a body that `objectsIn` found. What of its metadata has a wrong type is recorded, and absent. */
export function makeObject(body: JsonObject, origin: FileOrigin, refusals: Refusal[]): KubernetesObject {
  const { metadata = null } = body;
  const found: Refusal[] = [];
  const meta = (metadata === null ? undefined : objectMeta(metadata, found)) ?? {};
  for (const refusal of found) refusals.push({ ...refusal, path: `${origin.pointer}/metadata${refusal.path}` });
  return {
    apiVersion: stringField(body, 'apiVersion') ?? '',
    kind: stringField(body, 'kind') ?? '',
    namespace: meta.namespace ?? '',
    name: meta.name ?? '',
    labels: meta.labels ?? none,
    annotations: meta.annotations ?? none,
    body,
    origin,
  };
}
