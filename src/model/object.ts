// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from './json.ts';
import type { LastApplied } from './last-applied.ts';
import type { Pointer } from './pointer.ts';

/** Where an object was read: enough to find every byte of it again, nothing computed that may never be asked. */
export type Origin = FileOrigin | ClusterOrigin;

export interface FileOrigin {
  readonly kind: 'file';
  /** Name of the source as the user gave it: a path, `-` for standard input, or the chart or kustomization rendered. */
  readonly source: string;
  /** Range of the document in the source's text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Where in that document the object stands: '' itself, '/items/3' in a List. */
  readonly pointer: Pointer;
  /** Of a file of certificates and keys: its text is PEM, or it has none. Everything else is YAML or JSON. */
  readonly format?: 'pem' | 'der';
}

export interface ClusterOrigin {
  readonly kind: 'cluster';
  readonly context: string;
  readonly resourceVersion: string;
}

/** A Kubernetes object as immutable data. Secret values are replaced before an object is made: see redact.ts. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** '' where the object has none: cluster-scoped, or left to the namespace it is applied to. */
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  readonly origin: Origin;
  /** Of a live object that kubectl applied: what the manifest was. */
  readonly lastApplied?: LastApplied;
  /** Only its metadata was asked for: the object is known to exist, and nothing else is known of it. */
  readonly metadataOnly?: true;
}

export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The API group of an apiVersion: 'apps' of 'apps/v1', '' of 'v1'. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** A kind with its group, as checks and options name it: `Pod`, `Deployment.apps`. */
export function kindOf({ apiVersion, kind }: Pick<ObjectRef, 'apiVersion' | 'kind'>): string {
  const group = groupOf(apiVersion);
  return group === '' ? kind : `${kind}.${group}`;
}

/** `Kind/namespace/name`, or `Kind/name` without a namespace: how an object is named in output. */
export function displayName(object: ObjectRef): string {
  return object.namespace === '' ? `${object.kind}/${object.name}` : `${object.kind}/${object.namespace}/${object.name}`;
}
