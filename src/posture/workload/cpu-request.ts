// SPDX-License-Identifier: Apache-2.0
// Reads resources.requests.cpu of containers and sidecars; any amount above 0 is allowed, and a limit implies one.
// From 1.34, when pod-level resources are on by default, spec.resources counts for all containers together.
import { defineCheck } from '../check.ts';
import { lackOfShape } from '../facts/control-plane.ts';
import { missingRequests, type ResourceRule } from '../facts/resource-faults.ts';

const rule: ResourceRule = {
  resource: 'cpu',
  start: '100m',
  note: 'A starting value: set what the program uses under its usual load.',
};

export const cpuRequest = defineCheck({
  id: 'cpu-request',
  title: 'Container reserves no CPU',
  why: 'On a busy node CPU time is divided by the requests. A container without one gets almost nothing there, so whoever makes a neighbour spin, by load or by mining, slows it to a halt.',
  remedy: 'Set resources.requests.cpu to what the program uses under its usual load.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape'],
  references: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/',
  ],
  aliases: ['kube-linter:unset-cpu-requirements', 'polaris:cpuRequestsMissing', 'kube-score:container-resources', 'KSV015', 'C-0268'],
  followsFrom: lackOfShape,
  appliesTo: 'workload',
  versions: [
    { since: '1.0', evaluate: (workload) => missingRequests(workload, rule) },
    { since: '1.34', evaluate: (workload) => missingRequests(workload, rule, workload.spec.resources) },
  ],
});
