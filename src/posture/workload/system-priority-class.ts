// SPDX-License-Identifier: Apache-2.0
// Reads spec.priorityClassName; system-cluster-critical and system-node-critical are refused outside kube-system.
import { valueAt } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy, specPath } from '../facts/container-faults.ts';

export const systemPriorityClass = defineCheck({
  id: 'system-priority-class',
  title: 'Workload takes the priority of system components',
  why: 'The scheduler evicts other pods to make room for this one, and the kubelet evicts it last. An intruder who starts more of it pushes monitoring, DNS and other workloads off the nodes.',
  remedy: 'Give the workload a PriorityClass of your own, and keep the system classes for kube-system by a ResourceQuota.',
  severity: 'low',
  layer: 'workload',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/',
    'https://kubernetes.io/docs/concepts/policy/resource-quotas/#limit-priority-class-consumption-by-default',
  ],
  aliases: [],
  appliesTo: 'workload',
  applicable: ({ object }) => object.namespace !== 'kube-system',
  evaluate: (workload) => {
    const { priorityClassName = '' } = workload.spec;
    if (!['system-cluster-critical', 'system-node-critical'].includes(priorityClassName)) return [];
    const path = `${specPath(workload)}/priorityClassName`;
    // An object read from a cluster also has the number, which must not contradict the class.
    const number = `${specPath(workload)}/priority`;
    const removed = valueAt(workload.object.body, number) === undefined ? [path] : [path, number];
    return [
      {
        kind: 'fault',
        path,
        reason: 'a priority class of the system is used',
        detail: `priorityClassName is ${priorityClassName}`,
        evidence: priorityClassName,
        remedy: patchRemedy(
          removed.map((place) => ({ op: 'remove', path: place })),
          'The workload then has the default priority; a node agent that must stay needs a high class of your own.',
        ),
      },
    ];
  },
});
