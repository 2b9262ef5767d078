// SPDX-License-Identifier: Apache-2.0
// An item of a list as the object we keep: without what no engine reads, which is most of what a cluster's objects weigh.
import { field, isArray, isObject, type Json, type JsonObject, stringField } from '../../model/json.ts';
import { lastAppliedIn } from '../../model/last-applied.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { prune } from '../../model/prune.ts';
import { redact } from '../../model/redact.ts';
import type { Resource } from './discovery.ts';
import type { Sharing } from './sharing.ts';

/** Kinds of which only the metadata is asked for: their content is nobody's business here. */
export const metadataOnlyKinds: ReadonlySet<string> = new Set(['Secret', 'ConfigMap']);

export function liveObject(item: Json, { apiVersion, kind }: Resource, context: string, sharing: Sharing): KubernetesObject | undefined {
  if (!isObject(item)) return undefined;
  const metadata = field(item, 'metadata') ?? null;
  const metadataOnly = apiVersion === 'v1' && metadataOnlyKinds.has(kind);
  const kept = metadataOnly ? { metadata } : withoutStatus(item, kind);
  // Of what only metadata is asked for the copy would say the content.
  const copy = metadataOnly ? undefined : stringField(field(metadata, 'annotations'), copyKey);
  const lastApplied = copy === undefined ? undefined : lastAppliedIn(copy);
  const body = sharing.share(withoutCopy(redact(prune({ ...kept, apiVersion, kind }))));
  return {
    apiVersion,
    kind,
    namespace: stringField(metadata, 'namespace') ?? '',
    name: stringField(metadata, 'name') ?? '',
    labels: sharing.stringMap(field(field(body, 'metadata'), 'labels')),
    annotations: sharing.stringMap(field(field(body, 'metadata'), 'annotations')),
    body,
    origin: { kind: 'cluster', context, resourceVersion: stringField(metadata, 'resourceVersion') ?? '' },
    ...(lastApplied === undefined ? {} : { lastApplied }),
    ...(metadataOnly ? { metadataOnly: true } : {}),
  };
}

const copyKey = 'kubectl.kubernetes.io/last-applied-configuration';

/** kubectl's copy of what was applied: it says everything twice, and of a ConfigMap it says the content. */
function withoutCopy(body: JsonObject): JsonObject {
  const metadata = field(body, 'metadata');
  const annotations = field(metadata, 'annotations');
  if (!isObject(metadata) || !isObject(annotations)) return body;
  const { [copyKey]: copy, ...rest } = annotations;
  return copy === undefined ? body : { ...body, metadata: { ...metadata, annotations: rest } };
}

/** Of a Pod's status its addresses and the images that run, of a Node's all but the images it keeps; workloads' counts are read by nobody. */
function withoutStatus(item: JsonObject, kind: string): JsonObject {
  const { status, ...rest } = item;
  if (!isObject(status)) return rest;
  if (kind === 'Pod')
    return {
      ...rest,
      status: {
        phase: status['phase'] ?? null,
        ...(isArray(status['podIPs']) ? { podIPs: status['podIPs'] } : {}),
        containerStatuses: imagesOf(status['containerStatuses']),
      },
    };
  if (kind !== 'Node') return item;
  const { images: _, ...kept } = status;
  return { ...rest, status: kept };
}

function imagesOf(statuses: Json | undefined): Json[] {
  if (!isArray(statuses)) return [];
  return statuses.map((status) => ({
    name: stringField(status, 'name') ?? '',
    image: stringField(status, 'image') ?? '',
    imageID: stringField(status, 'imageID') ?? '',
  }));
}
