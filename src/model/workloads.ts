// SPDX-License-Identifier: Apache-2.0
import { field, isArray, isObject, type Json, stringField } from './json.ts';
import { groupOf, type KubernetesObject } from './object.ts';
import { decodePodTemplate } from './pod-decode.ts';
import { type Pointer, valueAt } from './pointer.ts';
import type { Workload } from './workload.ts';

/** Where each built-in kind keeps its pod template. */
const templatePaths: ReadonlyMap<string, Pointer> = new Map([
  ['/Pod', ''],
  ['/PodTemplate', '/template'],
  ['/ReplicationController', '/spec/template'],
  ['apps/ReplicaSet', '/spec/template'],
  ['apps/Deployment', '/spec/template'],
  ['apps/StatefulSet', '/spec/template'],
  ['apps/DaemonSet', '/spec/template'],
  ['extensions/ReplicaSet', '/spec/template'],
  ['extensions/Deployment', '/spec/template'],
  ['extensions/DaemonSet', '/spec/template'],
  ['batch/Job', '/spec/template'],
  ['batch/CronJob', '/spec/jobTemplate/spec/template'],
]);

/** The built-in kinds that an API server of today serves, as checks name kinds: `Pod`, `Deployment.apps`. */
export const workloadKinds: readonly string[] = [...templatePaths.keys()]
  .filter((key) => !key.startsWith('extensions/'))
  .map((key) => {
    const [group = '', kind = ''] = key.split('/');
    return group === '' ? kind : `${kind}.${group}`;
  });

/**
 * The pointer to an object's pod template; undefined where it has none. Other kinds count where they hold one at
 * `spec.template`, as Argo Rollouts, OpenKruise and Knative do.
 */
function templatePathOf(object: KubernetesObject): Pointer | undefined {
  const known = templatePaths.get(`${groupOf(object.apiVersion)}/${object.kind}`);
  if (known !== undefined) return hasTemplate(object.body, known) ? known : undefined;
  const containers = valueAt(object.body, '/spec/template/spec/containers');
  return isArray(containers) && containers.some((item) => stringField(item, 'image') !== undefined) ? '/spec/template' : undefined;
}

function hasTemplate(body: Json, path: Pointer): boolean {
  const template = valueAt(body, path);
  return isObject(template) && isObject(field(template, 'spec'));
}

/** The workloads among the objects, each once: Pods and ReplicaSets are counted at their owner where that is present. */
export function workloadsOf(objects: readonly KubernetesObject[]): Workload[] {
  const candidates = objects.filter((object) => templatePathOf(object) !== undefined);
  const owners = new Map(candidates.map((object) => [identity(object.apiVersion, object.kind, object.namespace, object.name), object]));
  const podsByOwner = new Map<KubernetesObject, KubernetesObject[]>();
  const owned = new Set<KubernetesObject>();
  for (const object of candidates) {
    const owner = topOwner(object, owners);
    if (owner === object) continue;
    owned.add(object);
    if (object.kind !== 'Pod') continue;
    const pods = podsByOwner.get(owner);
    if (pods === undefined) podsByOwner.set(owner, [object]);
    else pods.push(object);
  }
  return candidates.filter((object) => !owned.has(object)).map((object) => toWorkload(object, podsByOwner.get(object) ?? []));
}

function toWorkload(object: KubernetesObject, pods: readonly KubernetesObject[]): Workload {
  const templatePath = templatePathOf(object) ?? '';
  return { object, templatePath, ...decodePodTemplate(object.body, templatePath), pods };
}

/** Follows the controller references upwards, through at most as many steps as Kubernetes' controllers nest. */
function topOwner(object: KubernetesObject, owners: ReadonlyMap<string, KubernetesObject>): KubernetesObject {
  let current = object;
  for (let steps = 0; steps < 4; steps++) {
    const reference = controllerOf(current);
    const owner = reference && owners.get(identity(reference.apiVersion, reference.kind, current.namespace, reference.name));
    // Objects that own each other in a circle each stand for themselves.
    if (owner === object) return object;
    if (owner === undefined) break;
    current = owner;
  }
  return current;
}

function controllerOf(object: KubernetesObject): { readonly apiVersion: string; readonly kind: string; readonly name: string } | undefined {
  const references = valueAt(object.body, '/metadata/ownerReferences');
  if (!isArray(references)) return undefined;
  const controller = references.find((reference) => field(reference, 'controller') === true);
  const [apiVersion, kind, name] = ['apiVersion', 'kind', 'name'].map((key) => stringField(controller, key));
  return apiVersion !== undefined && kind !== undefined && name !== undefined ? { apiVersion, kind, name } : undefined;
}

// The version is left out: an owner may be served under another one than the reference names.
function identity(apiVersion: string, kind: string, namespace: string, name: string): string {
  return `${groupOf(apiVersion)}/${kind}/${namespace}/${name}`;
}
