// SPDX-License-Identifier: Apache-2.0
// The network of an inventory, compiled once: the pods that there are, and for each selector of a NetworkPolicy that selects none of
// them the pod that it means. Policies are often scanned without their pods.
import {
  compile,
  type Direction,
  type Endpoint,
  type MeantPod,
  namespaceOf,
  type Network,
  policiesSelecting,
} from '../../engines/network/index.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, type Json, stringField } from '../../model/json.ts';
import { groupOf, type KubernetesObject } from '../../model/object.ts';
import { type Labels, type Selector, selects } from '../../model/selector.ts';
import type { Workload } from '../../model/workload.ts';
import { compiled, networkPolicy, podsSelected } from './network-policies.ts';
import { nameLabels } from './namespace-peers.ts';
import { perInventory } from './per-inventory.ts';

/** What decides about connections, whichever plugin there is. Nodes are left out: their own traffic is not judged. */
const policyKinds: readonly (readonly [kind: string, group: string])[] = [
  ['Namespace', ''],
  ['NetworkPolicy', 'networking.k8s.io'],
  ['AdminNetworkPolicy', 'policy.networking.k8s.io'],
  ['BaselineAdminNetworkPolicy', 'policy.networking.k8s.io'],
  ['ClusterNetworkPolicy', 'policy.networking.k8s.io'],
  ['CiliumNetworkPolicy', 'cilium.io'],
  ['CiliumClusterwideNetworkPolicy', 'cilium.io'],
];
const calicoGroups: ReadonlySet<string> = new Set(['projectcalico.org', 'crd.projectcalico.org']);

interface Reachability {
  readonly network: Network;
  readonly endpoints: ReadonlyMap<Workload, readonly Endpoint[]>;
  readonly meant: ReadonlyMap<string, Endpoint>;
}

const reachability = perInventory((inventory): Reachability => {
  const objects = objectsOf(inventory);
  const meant = meantPods(
    inventory,
    objects.filter(({ kind }) => kind.endsWith('Policy')),
  );
  const workloads = inventory.workloads.map(withoutLikes);
  const world = { objects, workloads, meant: [...meant.values()] };
  // What is wrong in a NetworkPolicy is told by itself; Calico enforces nothing of what it refuses.
  const network = compile(world, { refused: { kubernetes: 'enforced', plugin: 'absent' }, nameLabels });
  const byPod = new Map(network.endpoints.flatMap((endpoint) => (endpoint.meant === undefined ? [] : [[endpoint.meant, endpoint]])));
  const byWorkload = new Map<Workload, Endpoint[]>();
  for (const endpoint of network.endpoints) {
    if (endpoint.workload === undefined) continue;
    const others = byWorkload.get(endpoint.workload);
    if (others === undefined) byWorkload.set(endpoint.workload, [endpoint]);
    else others.push(endpoint);
  }
  return {
    network,
    endpoints: new Map(inventory.workloads.map((workload, index) => [workload, byWorkload.get(workloads[index] ?? workload) ?? []])),
    meant: new Map([...meant].flatMap(([key, pod]) => [[key, byPod.get(pod)] as const].filter(isPresent))),
  };
});

function isPresent(entry: readonly [string, Endpoint | undefined]): entry is readonly [string, Endpoint] {
  return entry[1] !== undefined;
}

export function networkOf(inventory: Inventory): Network {
  return reachability(inventory).network;
}

/** What only policies of Calico or Cilium refer to is not looked at without any, since who scans may be unable to see it. */
function objectsOf(inventory: Inventory): KubernetesObject[] {
  const common = policyKinds.flatMap(([kind, group]) => objectsOfKind(inventory, kind, group));
  const calico = ['NetworkPolicy', 'GlobalNetworkPolicy'].flatMap((kind) => ofCalico(inventory, kind));
  const referred = [
    ...(calico.length === 0 ? [] : ['Tier', 'NetworkSet', 'GlobalNetworkSet', 'IPPool'].flatMap((kind) => ofCalico(inventory, kind))),
    ...(calico.length === 0 ? [] : objectsOfKind(inventory, 'Service', '')),
    ...(common.some(({ kind }) => kind.startsWith('Cilium')) ? objectsOfKind(inventory, 'CiliumCIDRGroup', 'cilium.io') : []),
    ...(calico.length > 0 || common.some(({ kind }) => kind.startsWith('Cilium')) ? objectsOfKind(inventory, 'ServiceAccount', '') : []),
  ];
  return [...common, ...calico, ...referred];
}

/** Labels that controllers give to each pod of a workload. */
const ownLabels: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-completion-index',
]);

/** Of pods of a workload that bear the same labels one stands for all: a cluster has tens of thousands. */
function withoutLikes(workload: Workload): Workload {
  if (workload.pods.length < 2) return workload;
  const byLabels = new Map<string, KubernetesObject>();
  for (const pod of workload.pods) {
    if (['Succeeded', 'Failed'].includes(stringField(field(pod.body, 'status'), 'phase') ?? '')) continue;
    const labels = Object.entries(pod.labels).filter(([key]) => !ownLabels.has(key));
    const key = JSON.stringify(labels.map(([name, value]) => `${name}=${value}`).toSorted());
    if (!byLabels.has(key)) byLabels.set(key, pod);
  }
  return { ...workload, pods: [...byLabels.values()] };
}

function ofCalico(inventory: Inventory, kind: string): KubernetesObject[] {
  return objectsOfKind(inventory, kind).filter(({ apiVersion }) => calicoGroups.has(groupOf(apiVersion)));
}

/** The endpoints of a workload: its pods, or what stands for them. */
export function endpointsOf(inventory: Inventory, workload: Workload): readonly Endpoint[] {
  return reachability(inventory).endpoints.get(workload) ?? [];
}

/** The pods of a namespace that a selector of a policy means: those that there are, else what the selector says of them. */
export function podsMeant(inventory: Inventory, namespace: string, selector: Selector): readonly Endpoint[] {
  const pods = podsSelected(inventory, namespace, selector);
  if (pods.length > 0) return pods.flatMap((workload) => endpointsOf(inventory, workload));
  const { meant } = reachability(inventory);
  return exemplars(selector).flatMap((labels) => meant.get(keyOf(namespace, labels, true)) ?? []);
}

/** A pod without labels, as somebody may add to a namespace any day. */
export function plainPod(inventory: Inventory, namespace: string): Endpoint | undefined {
  return reachability(inventory).meant.get(keyOf(namespace, {}, false));
}

/** The policies that select a pod for a direction, or may. */
export function selectingPolicies(network: Network, pod: Endpoint, direction: Direction): readonly KubernetesObject[] {
  const { policies, perhaps } = policiesSelecting(network, pod, direction);
  return [...policies, ...perhaps];
}

function meantPods(inventory: Inventory, policies: readonly KubernetesObject[]): Map<string, MeantPod> {
  const pods = new Map<string, MeantPod>();
  const put = (object: KubernetesObject, namespace: string, labels: Labels, absent: ReadonlySet<string>, open: boolean) =>
    pods.set(keyOf(namespace, labels, open), { object, namespace: placeOf(namespace), labels, absent, open });
  const mean = (object: KubernetesObject, namespace: string, selector: Selector) => {
    if (podsSelected(inventory, namespace, selector).length > 0) return;
    for (const labels of exemplars(selector)) put(object, namespace, labels, absentIn(selector), true);
  };
  for (const object of objectsOfKind(inventory, 'NetworkPolicy', 'networking.k8s.io')) {
    const { podSelector, rules } = networkPolicy(object);
    put(object, object.namespace, {}, new Set(), false);
    if (podSelector !== undefined) mean(object, object.namespace, podSelector);
    for (const { peers } of rules) {
      for (const { peer } of peers) {
        const pod = podPeer(inventory, peer, object.namespace);
        for (const namespace of pod?.namespaces ?? []) mean(object, namespace, pod?.selector ?? []);
      }
    }
  }
  const [policy] = policies;
  if (policy !== undefined)
    for (const { namespace, labels } of dnsServers) mean(policy, namespace, compiled({ matchLabels: labels }) ?? []);
  return pods;
}

/** The servers of kubeadm, k3s and most managed clusters, and those of OpenShift. */
export const dnsServers: readonly { readonly namespace: string; readonly labels: Readonly<Record<string, string>> }[] = [
  { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  { namespace: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
];

function keyOf(namespace: string, labels: Labels, open: boolean): string {
  const entries = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return `${placeOf(namespace)} ${open ? '+' : ''}${entries.toSorted().join(',')}`;
}

function placeOf(namespace: string): string {
  return namespaceOf({ namespace });
}

/** Pods that are told by a peer of a rule. */
export interface PodPeer {
  readonly selector: Selector;
  /** By their names. */
  readonly namespaces: readonly string[];
}

/** Who a peer is; undefined where it is told by addresses, or by namespaces of which not all are known. */
export function podPeer(inventory: Inventory, peer: Json, namespace: string): PodPeer | undefined {
  if ((field(peer, 'ipBlock') ?? null) !== null) return undefined;
  const [podSelector, namespaceSelector] = [field(peer, 'podSelector') ?? null, field(peer, 'namespaceSelector') ?? null];
  const selector = compiled(podSelector ?? (namespaceSelector === null ? undefined : {}));
  if (selector === undefined) return undefined;
  if (namespaceSelector === null) return { selector, namespaces: [namespace] };
  const wanted = compiled(namespaceSelector);
  if (wanted === undefined) return undefined;
  const [name, ...others] = wanted;
  if (name?.key === 'kubernetes.io/metadata.name' && name.operator === 'In' && others.length === 0)
    return { selector, namespaces: [...name.values] };
  // A cluster shows all of its namespaces; files may leave out the one that is meant.
  if (inventory.cluster === undefined) return undefined;
  const namespaces = objectsOfKind(inventory, 'Namespace', '').filter((object) => selects(wanted, object.labels));
  return { selector, namespaces: namespaces.map((object) => object.name) };
}

/** More pods than these are not written out for one selector. */
const mostExemplars = 16;

/** Labels of pods that a selector selects, one for each combination of values; none where there are many, or none at all. */
function exemplars(selector: Selector): readonly Labels[] {
  let all: Record<string, string>[] = [{}];
  for (const requirement of selector) {
    const values = requirement.operator === 'In' ? [...requirement.values] : requirement.operator === 'Exists' ? [''] : undefined;
    if (values === undefined) continue;
    if (all.length * values.length > mostExemplars) return [];
    all = all.flatMap((labels) =>
      Object.hasOwn(labels, requirement.key) ? [labels] : values.map((value) => ({ ...labels, [requirement.key]: value })),
    );
  }
  return all.filter((labels) => selects(selector, labels));
}

function absentIn(selector: Selector): ReadonlySet<string> {
  return new Set(selector.flatMap(({ operator, key }) => (operator === 'NotIn' || operator === 'DoesNotExist' ? key : [])));
}
