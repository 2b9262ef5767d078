// SPDX-License-Identifier: Apache-2.0
// Reads (init)containers[*].resources.limits.memory; any amount above 0 is allowed. From 1.34, when pod-level resources
// are on by default, spec.resources.limits.memory bounds all containers together and is enough. Static Pods are left
// alone: a control plane that its limit kills is worse than one that grows.
import { defineCheck } from '../check.ts';
import { missingLimits, type ResourceRule } from '../facts/resource-faults.ts';
import { isStaticPod } from '../facts/control-plane.ts';

const rule: ResourceRule = {
  resource: 'memory',
  start: '256Mi',
  note: 'A starting value: the kernel kills the program when it needs more, so set what it has been seen to use, and some more.',
};

export const memoryLimit = defineCheck({
  id: 'memory-limit',
  title: 'Container may use all memory of its node',
  why: 'An intruder, or a request that makes the program allocate, exhausts the memory of the node: the kernel then kills processes of other workloads, security agents among them, and the kubelet evicts pods. With a limit only the container itself is killed.',
  remedy:
    'Set resources.limits.memory for every container, or spec.resources.limits.memory for the pod, from what it has been seen to use.',
  severity: 'medium',
  layer: 'workload',
  threats: ['container-escape'],
  references: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/',
  ],
  aliases: [
    'kube-linter:unset-memory-requirements',
    'polaris:memoryLimitsMissing',
    'kube-score:container-resources',
    'KSV018',
    'C-0271',
    'T1499',
  ],
  appliesTo: 'workload',
  applicable: ({ object }) => !isStaticPod(object),
  versions: [
    { since: '1.0', evaluate: (workload) => missingLimits(workload, rule) },
    { since: '1.34', evaluate: (workload) => missingLimits(workload, rule, workload.spec.resources) },
  ],
});
