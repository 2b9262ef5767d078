// SPDX-License-Identifier: Apache-2.0
// Reads spec.selector of Services: one workload of the namespace must be selected. Files may hold a part of the workloads only, or leave pods
// to operators: there it is a fault where a workload has nearly the labels that are asked for.
import { field, isObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { compileSelector, type Labels, type Requirement, type Selector, selects } from '../../model/selector.ts';
import type { Inventory } from '../../model/inventory.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { isMisspeltName } from '../facts/misspelt.ts';
import { perInventory } from '../facts/per-inventory.ts';

const workloadsByNamespace = perInventory((inventory: Inventory) => Map.groupBy(inventory.workloads, ({ object }) => object.namespace));

export const serviceSelectsNothing = defineCheck({
  id: 'service-selects-nothing',
  title: 'Service has no pods behind it',
  why: 'The labels are free for the taking: whoever may make a pod in the namespace carries them, and gets the requests of all who trust the name.',
  remedy: 'Correct the selector to the labels of the pods, or delete the Service.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service'],
  aliases: ['kube-linter:dangling-service', 'kube-score:service-targets-pod'],
  appliesTo: { kinds: ['Service'] },
  applicable: (object, { inventory }) => selectorOf(object) !== undefined && workloadsIn(object, inventory).length > 0,
  evaluate: (object, { inventory }) => {
    const selector = selectorOf(object) ?? [];
    const labels = workloadsIn(object, inventory).flatMap(({ metadata, pods }) => [metadata.labels, ...pods.map((pod) => pod.labels)]);
    if (labels.some((own) => selects(selector, own))) return [];
    if (object.origin.kind === 'file' && !labels.some((own) => isMeant(selector, own))) return [];
    const detail = 'no workload of the namespace has these labels';
    return [advised('/spec/selector', 'no pod is selected', detail, 'Compare the selector with the labels of the pod templates.')];
  },
});

/** Whether a pod has all labels but for slips in their values. */
function isMeant(selector: Selector, labels: Labels): boolean {
  return selector.every((requirement) => selects([requirement], labels) || isSlip(requirement, labels));
}

function isSlip(requirement: Requirement, labels: Labels): boolean {
  const carried = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  if (requirement.operator !== 'In' || carried === undefined) return false;
  return [...requirement.values].some((value) => isMisspeltName(value, carried));
}

function selectorOf({ body }: KubernetesObject): Selector | undefined {
  const matchLabels = field(field(body, 'spec'), 'selector');
  if (!isObject(matchLabels) || Object.keys(matchLabels).length === 0) return undefined;
  const selector = compileSelector({ matchLabels });
  return 'invalid' in selector ? undefined : selector;
}

function workloadsIn({ namespace }: KubernetesObject, inventory: Inventory) {
  return workloadsByNamespace(inventory).get(namespace) ?? [];
}
