// SPDX-License-Identifier: Apache-2.0
// The NetworkPolicies of a namespace and the pods they select.
import { type Inventory, objectsNamed, objectsOfKind } from '../../model/inventory.ts';
import { field, isObject, type Json } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { compileSelector, type Labels, type Selector, selects } from '../../model/selector.ts';
import { indexLabels } from '../../model/selector-index.ts';
import type { Workload } from '../../model/workload.ts';
import { isStaticPod } from './control-plane.ts';
import { perInventory } from './per-inventory.ts';
import { type FlowRule, flowRules, listField } from './flow-rules.ts';

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

export function isSelectorOfAll(selector: Json | undefined): boolean {
  const labels = field(selector, 'matchLabels');
  return !(isObject(labels) && Object.keys(labels).length > 0) && listField(selector, 'matchExpressions').length === 0;
}
