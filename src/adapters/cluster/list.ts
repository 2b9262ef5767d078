// SPDX-License-Identifier: Apache-2.0
// All objects of a kind, page by page: neither the API server nor we hold more than a page besides what is kept.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Answer, ClusterClient } from './client.ts';
import type { Resource } from './discovery.ts';
import { ClusterFailure, oneLine } from './failure.ts';
import { liveObject, metadataOnlyKinds } from './live-object.ts';
import type { Sharing } from './sharing.ts';
import { statusText } from './status.ts';

export interface Listed {
  /** Those that were read, be it before the list broke off. */
  readonly objects: readonly KubernetesObject[];
  /** Why the list is not complete. */
  readonly end?: { readonly kind: 'forbidden' | 'failed'; readonly reason: string; readonly error?: unknown };
}

export interface ListOptions {
  readonly context: string;
  /** One namespace, of kinds that have one. */
  readonly namespace?: string;
  readonly pageSize: number;
  readonly sharing: Sharing;
  /** Told how many objects a page had. */
  readonly onPage: (objects: number) => void;
}

/** How often a list is begun anew because the place where it was continued has expired. */
const restarts = 3;
const onlyMetadata = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** Never rejects for what the API server says or does. */
export async function listAll(client: ClusterClient, resource: Resource, options: ListOptions): Promise<Listed> {
  for (let begun = 1; ; begun += 1) {
    const listed = await listOnce(client, resource, options);
    if (listed !== 'expired') return listed;
    if (begun > restarts) {
      return { objects: [], end: { kind: 'failed', reason: `410: the list expired ${begun} times before its end was reached` } };
    }
  }
}

async function listOnce(client: ClusterClient, resource: Resource, options: ListOptions): Promise<Listed | 'expired'> {
  const objects: KubernetesObject[] = [];
  const metadataOnly = resource.apiVersion === 'v1' && metadataOnlyKinds.has(resource.kind);
  let place = '';
  do {
    let answer: Answer;
    try {
      answer = await client.get(pathOf(resource, options, place), metadataOnly ? onlyMetadata : undefined);
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      return { objects, end: { kind: 'failed', reason: error.message, error } };
    }
    if (answer.status === 410 && place !== '') return 'expired';
    // What is listed by discovery and not there any more has no objects.
    if (answer.status === 404 || answer.status === 405) return { objects };
    if (answer.status === 403) return { objects, end: { kind: 'forbidden', reason: oneLine(statusText(answer)) } };
    const items = field(answer.body, 'items') ?? [];
    if (answer.status !== 200 || !isArray(items)) return { objects, end: { kind: 'failed', reason: oneLine(statusText(answer)) } };
    if (metadataOnly && stringField(answer.body, 'kind') !== 'PartialObjectMetadataList') {
      return { objects, end: { kind: 'failed', reason: 'the API server did not answer with metadata only: nothing of it was kept' } };
    }
    for (const item of items) objects.push(...kept(item, resource, options));
    options.onPage(items.length);
    place = stringField(field(answer.body, 'metadata'), 'continue') ?? '';
  } while (place !== '');
  return { objects };
}

function kept(item: Json, resource: Resource, { context, sharing }: ListOptions): KubernetesObject[] {
  const object = liveObject(item, resource, context, sharing);
  return object === undefined ? [] : [object];
}

function pathOf({ apiVersion, name, namespaced }: Resource, { namespace, pageSize }: ListOptions, place: string): string {
  const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  const within = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${within}/${name}?limit=${pageSize}${place === '' ? '' : `&continue=${encodeURIComponent(place)}`}`;
}
