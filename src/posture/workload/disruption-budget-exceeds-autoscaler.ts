// SPDX-License-Identifier: Apache-2.0
// Reads spec.minAvailable of the budgets that select a workload, and spec.minReplicas of its autoscalers; the first must not be
// more than the second.
import { field } from '../../model/json.ts';
import { displayName } from '../../model/object.ts';
import { defineCheck, type Fault } from '../check.ts';
import { autoscalersOf, budgetsOf, isReplicated, podsOf } from '../facts/availability.ts';

export const disruptionBudgetExceedsAutoscaler = defineCheck({
  id: 'disruption-budget-exceeds-autoscaler',
  title: 'At its least, the autoscaler leaves no pod to spare',
  why: 'In quiet hours, when nodes are patched, fewer pods run than the budget wants: no drain gets through, and the patches wait.',
  remedy: 'Let the budget say maxUnavailable, which holds for any number of pods.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape'],
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
  aliases: ['polaris:pdbMinAvailableGreaterThanHPAMinReplicas'],
  appliesTo: 'workload',
  applicable: isReplicated,
  evaluate: (workload, { inventory }) =>
    autoscalersOf(workload.object, inventory).flatMap((autoscaler) => {
      const least = field(field(autoscaler.body, 'spec'), 'minReplicas');
      if (typeof least !== 'number') return [];
      return budgetsOf(workload, inventory).flatMap((budget): Fault[] => {
        const needed = podsOf(field(field(budget.body, 'spec'), 'minAvailable'), least);
        if (needed === undefined || needed <= least) return [];
        return [
          {
            kind: 'fault',
            path: '/spec',
            reason: 'the budget wants more pods than may run',
            detail: `${displayName(budget)} wants ${needed} pods, ${displayName(autoscaler)} may leave ${least}`,
            remedy: { kind: 'advice', advice: 'Replace minAvailable of the budget by maxUnavailable: 1.' },
          },
        ];
      });
    }),
});
