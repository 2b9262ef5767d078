// SPDX-License-Identifier: Apache-2.0
// Whom the end of a recorded flow stands for, among what is in the inventory.
import { namespaceOf } from '../../engines/network/index.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { isArray, stringField, type Json } from '../../model/json.ts';
import type { FlowEnd } from '../../model/flows/flow.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { valueAt } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { isPodOf } from './pod-names.ts';
import { servedBy, type ServiceTarget } from './services.ts';

/** Whom one end of a flow stands for. */
export type End =
  | { readonly kind: 'workload'; readonly workload: Workload }
  /** A Service, whose pods answer; which port of theirs is for the flow's port to say. */
  | { readonly kind: 'service'; readonly service: ServiceTarget }
  /** Outside the cluster, or at least no pod of the inventory. */
  | { readonly kind: 'address'; readonly address: string; readonly dnsNames: readonly string[]; readonly isApiServer: boolean }
  /** A node, whose traffic to its own pods no policy stops. */
  | { readonly kind: 'node' }
  /** In the cluster by its name, and not in the inventory. */
  | { readonly kind: 'unknown'; readonly name: string };

/** Resolves the ends of flows against an inventory, whose indexes it builds once. */
export function endResolver(inventory: Inventory): (end: FlowEnd) => End {
  const workloads = Map.groupBy(inventory.workloads, ({ object }) => namespaceOf(object));
  const byAddress = addressesOf(inventory);
  const services = servedBy(inventory);
  const nodes = new Set(objectsOfKind(inventory, 'Node', '').flatMap((node) => addresses(node, '/status/addresses', 'address')));
  const cache = new Map<string, Workload | undefined>();

  function workloadOf(end: FlowEnd): Workload | undefined {
    const key = JSON.stringify([end.namespace, end.pod, end.workload, end.workloadKind, end.labels]);
    if (!cache.has(key)) cache.set(key, named(workloads.get(end.namespace ?? '') ?? [], end));
    return cache.get(key);
  }

  return (end) => {
    const { address, namespace, dnsNames = [], entity } = end;
    if (entity === 'host' || entity === 'remote-node') return { kind: 'node' };
    const workload = workloadOf(end);
    if (workload !== undefined) return { kind: 'workload', workload };
    const pod = address === undefined ? undefined : byAddress.get(address);
    if (pod !== undefined) return { kind: 'workload', workload: pod };
    const service = address === undefined ? services.byName(namespace ?? '', end.workload ?? '') : services.byAddress(address);
    if (service !== undefined) return { kind: 'service', service };
    if (address !== undefined && nodes.has(address) && entity === undefined) return { kind: 'node' };
    const name = nameOf(end);
    if (name !== undefined) return { kind: 'unknown', name };
    if (address === undefined) return { kind: 'unknown', name: 'an end without name and address' };
    return { kind: 'address', address, dnsNames, isApiServer: entity === 'kube-apiserver' || services.isApiServer(address) };
  };
}

/** The one workload that a name, a pod's name or, where neither is known, labels stand for. */
function named(workloads: readonly Workload[], { pod, workload, workloadKind, labels }: FlowEnd): Workload | undefined {
  const isKind = ({ object }: Workload) => workloadKind === undefined || object.kind.toLowerCase() === workloadKind.toLowerCase();
  const byName = workloads.filter((candidate) => candidate.object.name === workload && isKind(candidate));
  if (byName.length > 0) return byName[0];
  const podName = pod ?? workload;
  if (podName !== undefined) {
    const owner = workloads.find(({ pods }) => pods.some(({ name }) => name === podName));
    if (owner !== undefined) return owner;
    // Of `api` and `api-worker`, a pod `api-worker-0` belongs to the longer one.
    const alike = workloads
      .filter(({ object }) => isPodOf(podName, object))
      .toSorted((a, b) => b.object.name.length - a.object.name.length);
    if (alike[0] !== undefined) return alike[0];
  }
  if (labels === undefined) return undefined;
  const labelled = workloads.filter(({ metadata }) => {
    const own = Object.entries(metadata.labels);
    return own.length > 0 && own.every(([key, value]) => labels[key] === value);
  });
  return labelled.toSorted((a, b) => Object.keys(b.metadata.labels).length - Object.keys(a.metadata.labels).length)[0];
}

function nameOf({ namespace, pod, workload, labels }: FlowEnd): string | undefined {
  const name =
    workload ??
    pod ??
    (labels === undefined
      ? undefined
      : Object.entries(labels)
          .map((pair) => pair.join('='))
          .join(','));
  if (name === undefined) return undefined;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Pods by their addresses; those of the host network share their node's and stand for no pod. */
function addressesOf({ workloads }: Inventory): ReadonlyMap<string, Workload> {
  const found = new Map<string, Workload>();
  for (const workload of workloads) {
    const pods = workload.object.kind === 'Pod' ? [workload.object] : workload.pods;
    for (const pod of pods) {
      if (valueAt(pod.body, '/spec/hostNetwork') === true) continue;
      for (const address of [...addresses(pod, '/status/podIPs', 'ip'), valueAt(pod.body, '/status/podIP')])
        if (typeof address === 'string') found.set(address, workload);
    }
  }
  return found;
}

function addresses(object: KubernetesObject, path: string, key: string): string[] {
  const listed: Json | undefined = valueAt(object.body, path);
  return isArray(listed) ? listed.flatMap((item) => stringField(item, key) ?? []) : [];
}
