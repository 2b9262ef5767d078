// SPDX-License-Identifier: Apache-2.0
// How many copies of a workload run, and what may take them away: autoscalers and disruption budgets.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, type Json, stringField } from '../../model/json.ts';
import { groupOf, type KubernetesObject } from '../../model/object.ts';
import { valueAt } from '../../model/pointer.ts';
import { compileSelector, selects } from '../../model/selector.ts';
import { hintOf, indexSelectors } from '../../model/selector-index.ts';
import type { Workload } from '../../model/workload.ts';
import { perInventory } from './per-inventory.ts';

/** Whether copies of the workload can replace each other: what a DaemonSet or a Job runs is not counted. */
export function isReplicated({ object }: Workload): boolean {
  return groupOf(object.apiVersion) === 'apps' && ['Deployment', 'StatefulSet'].includes(object.kind);
}

/** The copies that the object asks for; 1 where it says nothing, as the API server defaults it. */
export function replicasOf({ body }: KubernetesObject): number {
  const replicas = valueAt(body, '/spec/replicas');
  return typeof replicas === 'number' ? replicas : 1;
}

/** The HorizontalPodAutoscalers that scale an object. */
export function autoscalersOf({ namespace, kind, name }: KubernetesObject, inventory: Inventory): readonly KubernetesObject[] {
  return autoscalersByTarget(inventory).get(`${namespace}/${kind}/${name}`) ?? [];
}

const autoscalersByTarget = perInventory((inventory) =>
  Map.groupBy(objectsOfKind(inventory, 'HorizontalPodAutoscaler', 'autoscaling'), ({ namespace, body }) => {
    const target = valueAt(body, '/spec/scaleTargetRef');
    return `${namespace}/${stringField(target, 'kind') ?? ''}/${stringField(target, 'name') ?? ''}`;
  }),
);

/** The disruption budgets that select the pods of a workload. */
export function budgetsOf({ object, metadata }: Workload, inventory: Inventory): KubernetesObject[] {
  const budgets = budgetsByNamespace(inventory).get(object.namespace)?.candidates(metadata.labels) ?? [];
  return budgets.filter(({ selector }) => selects(selector, metadata.labels)).map(({ budget }) => budget);
}

const budgetsByNamespace = perInventory((inventory) => {
  const budgets = objectsOfKind(inventory, 'PodDisruptionBudget', 'policy').flatMap((budget) => {
    const selector = field(field(budget.body, 'spec'), 'selector') ?? null;
    const compiled = compileSelector(selector);
    return 'invalid' in compiled ? [] : [{ budget, selector: compiled }];
  });
  const byNamespace = Map.groupBy(budgets, ({ budget }) => budget.namespace);
  return new Map([...byNamespace].map(([namespace, all]) => [namespace, indexSelectors(all, ({ selector }) => hintOf(selector))]));
});

/** The pods that the workloads of a budget ask for; undefined where it selects none of the inventory. */
export function podsWithin(budget: KubernetesObject, inventory: Inventory): number | undefined {
  return podsByBudget(inventory).get(budget);
}

const podsByBudget = perInventory((inventory) => {
  const pods = new Map<KubernetesObject, number>();
  for (const workload of inventory.workloads.filter(isReplicated)) {
    for (const budget of budgetsOf(workload, inventory)) pods.set(budget, (pods.get(budget) ?? 0) + replicasOf(workload.object));
  }
  return pods;
});

/** An amount of pods of a budget, of so many that run: a number, or a percentage rounded up as the API server does. */
export function podsOf(amount: Json | undefined, of: number): number | undefined {
  if (typeof amount === 'number') return amount;
  const percent = typeof amount === 'string' ? /^(\d{1,9})%$/.exec(amount)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((Number(percent) * of) / 100);
}
