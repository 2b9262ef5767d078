// SPDX-License-Identifier: Apache-2.0
// Reads the PodDisruptionBudgets of the namespace; one must select the pods of a workload with several replicas.
import { defineCheck } from '../check.ts';
import { autoscalersOf, budgetsOf, isReplicated, replicasOf } from '../facts/availability.ts';

export const disruptionBudgetMissing = defineCheck({
  id: 'disruption-budget-missing',
  title: 'Nothing keeps a drain from taking all pods at once',
  why: 'When nodes are emptied for a patch, or by someone who may evict pods, all replicas can go at the same time. Security services that are down let through what they would have stopped.',
  remedy: 'Add a PodDisruptionBudget with maxUnavailable: 1 that selects the pods.',
  severity: 'info',
  layer: 'workload',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
  aliases: [
    'polaris:missingPodDisruptionBudget',
    'kube-score:deployment-has-poddisruptionbudget',
    'kube-score:statefulset-has-poddisruptionbudget',
  ],
  appliesTo: 'workload',
  // With one replica a budget would only block drains.
  applicable: (workload, { inventory }) =>
    isReplicated(workload) && (replicasOf(workload.object) > 1 || autoscalersOf(workload.object, inventory).length > 0),
  evaluate: (workload, { inventory }) =>
    budgetsOf(workload, inventory).length > 0
      ? []
      : [
          {
            kind: 'fault',
            path: '/spec',
            reason: 'no disruption budget',
            detail: 'no PodDisruptionBudget of the namespace selects the pods',
            remedy: {
              kind: 'advice',
              advice: 'Add a PodDisruptionBudget with maxUnavailable: 1 whose selector matches the labels of the pods.',
            },
          },
        ],
});
