// SPDX-License-Identifier: Apache-2.0
// Reads (init)containers[*].resources.limits.cpu; any amount above 0 is allowed. From 1.34, when pod-level resources are
// on by default, spec.resources.limits.cpu bounds all containers together and is enough. Static Pods are left alone: a
// control plane must not be throttled.
import { defineCheck } from '../check.ts';
import { missingLimits, type ResourceRule } from '../facts/resource-faults.ts';
import { isStaticPod } from '../facts/control-plane.ts';

const rule: ResourceRule = {
  resource: 'cpu',
  start: '1',
  note: 'Set it well above the busiest moment of the program: at its limit it is throttled, even on an idle node.',
};

export const cpuLimit = defineCheck({
  id: 'cpu-limit',
  title: 'Container may use all CPU of its node',
  why: 'An intruder who mines in the container takes every core that is idle, at your cost. The neighbours are protected by their CPU requests, not by this limit, and a limit slows bursts that would have harmed nobody: where latency matters more than the bill, accept this finding.',
  remedy:
    'Set resources.limits.cpu where tenants share nodes or idle capacity is paid for; otherwise see that every container has a CPU request.',
  severity: 'info',
  layer: 'workload',
  threats: ['container-escape'],
  references: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/',
  ],
  aliases: [
    'kube-linter:unset-cpu-requirements',
    'polaris:cpuLimitsMissing',
    'kube-score:container-resources',
    'KSV011',
    'C-0270',
    'T1496',
  ],
  appliesTo: 'workload',
  applicable: ({ object }) => !isStaticPod(object),
  versions: [
    { since: '1.0', evaluate: (workload) => missingLimits(workload, rule) },
    { since: '1.34', evaluate: (workload) => missingLimits(workload, rule, workload.spec.resources) },
  ],
});
