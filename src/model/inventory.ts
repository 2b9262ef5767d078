// SPDX-License-Identifier: Apache-2.0
import { groupOf, type KubernetesObject, type Origin } from './object.ts';
import type { Problem } from './problem.ts';
import type { KubernetesVersion } from './version.ts';
import type { Workload } from './workload.ts';
import { workloadsOf } from './workloads.ts';

/** A snapshot of objects, node and control-plane configuration: the input of everything. */
export interface Inventory {
  readonly objects: readonly KubernetesObject[];
  readonly byKind: Index;
  readonly byNamespace: Index;
  readonly byName: Index;
  /** Keys are `key=value`. */
  readonly byLabel: Index;
  readonly workloads: readonly Workload[];
  /** What the components of control plane and nodes read from disk: never served by the API, so never workloads. */
  readonly configurations: readonly KubernetesObject[];
  readonly version: KubernetesVersion;
  /** Bad input met on the way; with any of these the inventory is incomplete. */
  readonly problems: readonly Problem[];
  /** How many documents were not Kubernetes objects. */
  readonly passedOver: number;
  readonly gaps: readonly Gap[];
  /** The one namespace that verdicts are asked for; what else is in the inventory is evidence only. */
  readonly scope?: string;
  /** The context of the live cluster that was read. */
  readonly cluster?: string;
}

/** A kind whose objects the source has and did not show, or not all of them: nothing follows from their absence. */
export interface Gap {
  readonly apiVersion: string;
  readonly kind: string;
  /** '' where it is about the whole cluster. */
  readonly namespace: string;
  readonly origin: Origin;
  /** Short, and the same for the same cause: `the cluster does not show all that this depends on`. */
  readonly reason: string;
  /** What closes it, in three parts, so that several are told together: `permission to list`, `secrets`, `in namespace shop`. */
  readonly need: string;
  readonly resource: string;
  readonly where: string;
}

/** What closes gaps, in words. */
export function missingIn(gaps: readonly Gap[]): string {
  const alike = Map.groupBy(gaps, ({ need, where }) => `${need} … ${where}`);
  return [...alike].map(([text, group]) => text.replace('…', group.map(({ resource }) => resource).join(', ')).trim()).join('; ');
}

export type Index = ReadonlyMap<string, readonly KubernetesObject[]>;

/** Whatever objects are read from: files, standard input, a live cluster. */
export interface InventorySource {
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly Problem[];
  readonly passedOver: number;
  readonly gaps?: readonly Gap[];
  readonly scope?: string;
  readonly cluster?: string;
}

const configurationGroups: ReadonlySet<string> = new Set([
  'kubelet.config.k8s.io',
  'apiserver.config.k8s.io',
  'audit.k8s.io',
  'kubeadm.k8s.io',
  'kubeproxy.config.k8s.io',
  'kubescheduler.config.k8s.io',
  'credentialprovider.config.k8s.io',
  'pod-security.admission.config.k8s.io',
]);

/** Whether an API group is of files that components read, and no API server serves. */
export function isConfigurationGroup(group: string): boolean {
  return configurationGroups.has(group);
}

/** Builds the inventory of what a source gave, for the Kubernetes version that will run it. */
export function buildInventory(source: InventorySource, version: KubernetesVersion): Inventory {
  const { objects, problems, passedOver, gaps = [], scope, cluster } = source;
  return {
    objects,
    byKind: indexBy(objects, (object) => [object.kind]),
    byNamespace: indexBy(objects, (object) => [object.namespace]),
    byName: indexBy(objects, (object) => [object.name]),
    byLabel: indexBy(objects, (object) => Object.entries(object.labels).map(([key, value]) => `${key}=${value}`)),
    workloads: workloadsOf(objects),
    configurations: objects.filter((object) => isConfigurationGroup(groupOf(object.apiVersion))),
    version,
    problems,
    passedOver,
    gaps,
    ...(scope === undefined ? {} : { scope }),
    ...(cluster === undefined ? {} : { cluster }),
  };
}

function indexBy(objects: readonly KubernetesObject[], keysOf: (object: KubernetesObject) => readonly string[]): Index {
  const index = new Map<string, KubernetesObject[]>();
  for (const object of objects) {
    for (const key of keysOf(object)) {
      const entry = index.get(key);
      if (entry === undefined) index.set(key, [object]);
      else entry.push(object);
    }
  }
  return index;
}

/** The objects of a kind, in one API group where given ('' is the core group). */
export function objectsOfKind(inventory: Inventory, kind: string, group?: string): readonly KubernetesObject[] {
  const all = inventory.byKind.get(kind) ?? [];
  return group === undefined ? all : all.filter((object) => groupOf(object.apiVersion) === group);
}

/** The objects of a kind with this name, found without a walk through all of the kind. */
export function objectsNamed(
  inventory: Inventory,
  kind: string,
  group: string,
  namespace: string,
  name: string,
): readonly KubernetesObject[] {
  const all = inventory.byKind.get(kind);
  if (all === undefined) return [];
  let names = namesOfKind.get(all);
  if (names === undefined) {
    names = indexBy(all, (object) => [`${groupOf(object.apiVersion)}/${object.namespace}/${object.name}`]);
    namesOfKind.set(all, names);
  }
  return names.get(`${group}/${namespace}/${name}`) ?? [];
}

const namesOfKind = new WeakMap<readonly KubernetesObject[], Index>();
