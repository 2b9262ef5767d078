// SPDX-License-Identifier: Apache-2.0
// Shared by the tests of checks: what a check says of one object that is given as data.
import { buildInventory } from '../model/inventory.ts';
import { field, type Json, type JsonObject, stringField, stringMap } from '../model/json.ts';
import type { KubernetesObject } from '../model/object.ts';
import { type KubernetesVersion, newestKubernetes, parseVersion } from '../model/version.ts';
import type { Check } from './check.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './finding.ts';

/** An object of its body, as if read from a file of its own. */
export function objectOf(body: JsonObject): KubernetesObject {
  const metadata = field(body, 'metadata');
  return {
    apiVersion: stringField(body, 'apiVersion') ?? '',
    kind: stringField(body, 'kind') ?? '',
    namespace: stringField(metadata, 'namespace') ?? '',
    name: stringField(metadata, 'name') ?? '',
    labels: stringMap(field(metadata, 'labels')),
    annotations: stringMap(field(metadata, 'annotations')),
    body,
    origin: { kind: 'file', source: 'example.yaml', start: 0, end: 0, pointer: '' },
  };
}

/** A Pod with the given spec. */
export function podOf(spec: Json, metadata: JsonObject = {}): KubernetesObject {
  return objectOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'example', ...metadata }, spec });
}

/** The time that examples and tests are judged at. */
export const testTime = Date.UTC(2026, 0, 1);

/** Evaluates one check over objects, for the newest Kubernetes unless another version is named. */
export function evaluateOn(check: Check, objects: readonly KubernetesObject[], version?: string): Evaluation {
  const at: KubernetesVersion = (version === undefined ? undefined : parseVersion(version)) ?? newestKubernetes;
  return evaluate(buildInventory({ objects, problems: [], passedOver: 0 }, at), [check], testTime);
}

/** The pointers of what a check found in a Pod with this spec. */
export function pathsFound(check: Check, spec: Json, version?: string): string[] {
  return evaluateOn(check, [podOf(spec)], version).findings.map(({ path }) => path);
}
/** One example of a check: the spec of a bare Pod, a whole object, or several objects. */
export interface Example {
  readonly title: string;
  readonly spec?: JsonObject;
  readonly metadata?: JsonObject;
  readonly object?: JsonObject;
  /** Objects besides the one judged. */
  readonly beside?: readonly JsonObject[];
  /** Kubernetes version to judge for; the newest where absent. */
  readonly version?: string;
  /** Bad examples: the pointers that must be found, no more and no fewer. */
  readonly expect?: readonly string[];
}

export interface Examples {
  readonly bad?: readonly Example[];
  readonly good?: readonly Example[];
}

/** The object an example is about. */
export function exampleObject(example: Example): JsonObject {
  if (example.object !== undefined) return example.object;
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'example', ...example.metadata }, spec: example.spec ?? {} };
}
