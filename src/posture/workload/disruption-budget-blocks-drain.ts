// SPDX-License-Identifier: Apache-2.0
// Reads spec.minAvailable and spec.maxUnavailable of PodDisruptionBudgets; some pod must be allowed to go. Where the workload
// that it selects is known, so is the number of its pods.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { podsOf, podsWithin } from '../facts/availability.ts';

export const disruptionBudgetBlocksDrain = defineCheck({
  id: 'disruption-budget-blocks-drain',
  title: 'Disruption budget never lets a pod go',
  why: 'A drain waits for the budget, so the node is not emptied: kernel and kubelet patches wait with it, until someone in a hurry deletes the pods past the budget.',
  remedy: 'Allow at least one pod to be away, with maxUnavailable: 1, and run enough replicas for that.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape'],
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
  aliases: ['polaris:pdbDisruptionsIsZero', 'kube-linter:pdb-max-unavailable', 'kube-linter:pdb-min-available'],
  appliesTo: { kinds: ['PodDisruptionBudget.policy'] },
  evaluate: (budget, { inventory }) => {
    const spec = field(budget.body, 'spec');
    const [minAvailable, maxUnavailable] = [field(spec, 'minAvailable'), field(spec, 'maxUnavailable')];
    const running = podsWithin(budget, inventory);
    // 100 pods stand for any number: only all of them, or none, is the same for every number.
    if (podsOf(maxUnavailable, 100) === 0) return [fault('maxUnavailable', 'maxUnavailable allows no pod to be away')];
    if (minAvailable === undefined || minAvailable === null) return [];
    const needed = podsOf(minAvailable, running ?? 100);
    if (needed === undefined || needed < (running ?? (typeof minAvailable === 'string' ? 100 : Number.POSITIVE_INFINITY))) return [];
    return [
      fault(
        'minAvailable',
        running === undefined ? 'minAvailable asks for all pods' : `minAvailable asks for ${needed} of ${running} pods`,
      ),
    ];
  },
});

function fault(name: 'minAvailable' | 'maxUnavailable', detail: string) {
  const advice = 'Set maxUnavailable: 1 in place of it, and two replicas or more.';
  return { kind: 'fault', path: `/spec/${name}`, reason: 'no disruption is allowed', detail, remedy: { kind: 'advice', advice } } as const;
}
