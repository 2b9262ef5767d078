// SPDX-License-Identifier: Apache-2.0
// Reads spec.replicas of workloads in files that a HorizontalPodAutoscaler scales: it must be left out. A cluster always shows a number.
import { valueAt } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { autoscalersOf, isReplicated } from '../facts/availability.ts';
import { removeRemedy } from '../facts/container-faults.ts';

export const replicasBesideAutoscaler = defineCheck({
  id: 'replicas-beside-autoscaler',
  title: 'Every rollout takes back what the autoscaler added',
  why: 'Applying the file sets the number that it names: in a flood of requests the fix that is rolled out takes most pods away first.',
  remedy: 'Leave replicas out where an autoscaler decides.',
  severity: 'info',
  layer: 'workload',
  threats: ['network-attack'],
  references: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  ],
  aliases: ['kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured'],
  filesAlone: true,
  appliesTo: 'workload',
  applicable: (workload, { inventory }) =>
    isReplicated(workload) && workload.object.origin.kind === 'file' && autoscalersOf(workload.object, inventory).length > 0,
  evaluate: ({ object }) => {
    const replicas = valueAt(object.body, '/spec/replicas');
    if (typeof replicas !== 'number') return [];
    const note = 'Where it was applied before, its field has to be given up first, or the workload is scaled to one for a moment.';
    const remedy = removeRemedy('/spec/replicas', note);
    return [{ kind: 'fault', path: '/spec/replicas', reason: 'a number beside an autoscaler', detail: `replicas is ${replicas}`, remedy }];
  },
});
