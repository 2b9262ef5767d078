// SPDX-License-Identifier: Apache-2.0
// The NetworkPolicies of a namespace, the pods they select, and whether one pod's policies let it reach another.
import { type Inventory, objectsNamed, objectsOfKind } from '../../model/inventory.ts';
import { field, isObject, type Json } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { compileSelector, type Labels, type Selector, selects } from '../../model/selector.ts';
import { hintOf, indexLabels, indexSelectors, type SelectorIndex } from '../../model/selector-index.ts';
import type { Workload } from '../../model/workload.ts';
import { isStaticPod } from './control-plane.ts';
import { perInventory } from './per-inventory.ts';
import { type Direction, type FlowRule, flowRules, isolates, listField } from './flow-rules.ts';

export interface NetworkPolicy {
  readonly object: KubernetesObject;
  /** Undefined where Kubernetes would refuse it. */
  readonly podSelector: Selector | undefined;
  readonly rules: readonly FlowRule[];
}

const policiesByNamespace = perInventory((inventory) =>
  Map.groupBy(objectsOfKind(inventory, 'NetworkPolicy', 'networking.k8s.io').map(networkPolicy), ({ object }) => object.namespace),
);

const podsByNamespace = perInventory((inventory) =>
  Map.groupBy(
    inventory.workloads.filter(({ object, spec }) => spec.hostNetwork !== true && !isStaticPod(object)),
    ({ object }) => object.namespace,
  ),
);

/** Kubernetes' own policies in a namespace. */
export function policiesIn(inventory: Inventory, namespace: string): readonly NetworkPolicy[] {
  return policiesByNamespace(inventory).get(namespace) ?? [];
}

/** The workloads of a namespace whose pods have an address of their own: policies do not reach those of the host network. */
export function podsIn(inventory: Inventory, namespace: string): readonly Workload[] {
  return podsByNamespace(inventory).get(namespace) ?? [];
}

const selectedByNamespace = perInventory((inventory) =>
  valuesOf(podsByNamespace(inventory), (pods) => indexLabels(pods, ({ metadata }) => metadata.labels)),
);

/** Those of them that a selector selects. */
export function podsSelected(inventory: Inventory, namespace: string, selector: Selector): readonly Workload[] {
  return selectedByNamespace(inventory).get(namespace)?.(selector) ?? [];
}

const selectingByNamespace = perInventory((inventory) =>
  valuesOf(policiesByNamespace(inventory), (policies): SelectorIndex<NetworkPolicy> => {
    const valid = policies.filter(({ podSelector }) => podSelector !== undefined);
    return indexSelectors(valid, ({ podSelector = [] }) => hintOf(podSelector));
  }),
);

/** The policies of a namespace that select pods with these labels. */
export function policiesSelecting(inventory: Inventory, namespace: string, labels: Labels): readonly NetworkPolicy[] {
  const candidates = selectingByNamespace(inventory).get(namespace)?.candidates(labels) ?? [];
  return candidates.filter(({ podSelector }) => podSelector !== undefined && selects(podSelector, labels));
}

/** The policies that might select a pod which has these labels and perhaps others. */
function policiesThatMightSelect(inventory: Inventory, namespace: string, labels: Labels): readonly NetworkPolicy[] {
  const candidates = selectingByNamespace(inventory).get(namespace)?.candidatesWithin(labels) ?? [];
  return candidates.filter(({ podSelector }) => podSelector !== undefined && mightSelect(podSelector, labels));
}

function valuesOf<T, R>(map: ReadonlyMap<string, T>, made: (value: T) => R): ReadonlyMap<string, R> {
  return new Map([...map].map(([key, value]) => [key, made(value)]));
}

export function networkPolicy(object: KubernetesObject): NetworkPolicy {
  return { object, podSelector: compiled(field(field(object.body, 'spec'), 'podSelector') ?? {}), rules: flowRules(object) };
}

export function compiled(selector: Json | undefined): Selector | undefined {
  if (selector === undefined || selector === null) return undefined;
  const result = compileSelector(selector);
  return 'invalid' in result ? undefined : result;
}

/** Labels that a selector selects: the pod that is meant, where no pod is known. */
export function exemplar(selector: Selector): Labels {
  return Object.fromEntries(
    selector.flatMap((requirement) => {
      if (requirement.operator === 'Exists') return [[requirement.key, '']];
      const [value] = requirement.operator === 'In' ? requirement.values : [];
      return value === undefined ? [] : [[requirement.key, value]];
    }),
  );
}

/** Whether a selector selects some pod that has these labels and perhaps others. */
export function mightSelect(selector: Selector, labels: Labels): boolean {
  return selector.every((requirement) => !Object.hasOwn(labels, requirement.key) || selects([requirement], labels));
}

/** Labels of a namespace: its own where it is in the inventory, and the name that Kubernetes sets on every one. */
export function namespaceLabels(inventory: Inventory, namespace: string): Labels {
  const [object] = objectsNamed(inventory, 'Namespace', '', '', namespace);
  return { ...object?.labels, 'kubernetes.io/metadata.name': namespace };
}

/** The other side of a connection, as the policies at one side see it. */
export interface OtherSide {
  readonly labels: Labels;
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  /** Whether these are all labels that the namespace has. */
  readonly isSeen: boolean;
}

/**
 * Whether the policies of a namespace surely keep pods with these labels from `other` in a direction, on the ports of `wanted`.
 * Where labels are not known in full, whatever might allow it counts as allowing it.
 */
export function surelyBlocks(
  inventory: Inventory,
  namespace: string,
  direction: Direction,
  pod: { readonly labels: Labels; readonly known: boolean },
  other: OtherSide,
  wanted: FlowRule,
): boolean {
  const selecting = policiesSelecting(inventory, namespace, pod.labels).filter(({ object }) => isolates(object, direction));
  if (selecting.length === 0) return false;
  const allowing = pod.known ? selecting : policiesThatMightSelect(inventory, namespace, pod.labels);
  return !allowing.some(({ object, rules }) =>
    rules.some((rule) => rule.direction === direction && mightReach(rule, object.namespace, other) && sharesPort(rule, wanted)),
  );
}

/** Whether the peers of a rule, of a policy in a namespace, might be the other side. */
function mightReach(rule: FlowRule, namespace: string, other: OtherSide): boolean {
  if (rule.anyPeer || rule.blocks.length > 0) return true;
  return rule.peers.some(({ peer }) => {
    const pods = compiled(field(peer, 'podSelector') ?? {});
    if (pods === undefined || !mightSelect(pods, other.labels)) return false;
    const namespaces = field(peer, 'namespaceSelector') ?? null;
    if (namespaces === null) return namespace === other.namespace;
    const selector = compiled(namespaces);
    return selector !== undefined && (other.isSeen ? selects : mightSelect)(selector, other.namespaceLabels);
  });
}

function sharesPort(a: FlowRule, b: FlowRule): boolean {
  if (a.ports.length === 0 || b.ports.length === 0) return true;
  return a.ports.some((left) =>
    b.ports.some(
      (right) =>
        left.protocol === right.protocol &&
        (left.name !== undefined || right.name !== undefined || (left.from <= right.to && right.from <= left.to)),
    ),
  );
}

export function isSelectorOfAll(selector: Json | undefined): boolean {
  const labels = field(selector, 'matchLabels');
  return !(isObject(labels) && Object.keys(labels).length > 0) && listField(selector, 'matchExpressions').length === 0;
}
