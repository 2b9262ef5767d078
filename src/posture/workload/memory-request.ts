// SPDX-License-Identifier: Apache-2.0
// Reads resources.requests.memory of containers and sidecars; any amount above 0 is allowed, and a limit implies one.
// From 1.34, when pod-level resources are on by default, spec.resources counts for all containers together.
import { defineCheck } from '../check.ts';
import { lackOfShape } from '../facts/control-plane.ts';
import { missingRequests, type ResourceRule } from '../facts/resource-faults.ts';

const rule: ResourceRule = {
  resource: 'memory',
  start: '128Mi',
  note: 'A starting value: set what the program has been seen to use.',
};

export const memoryRequest = defineCheck({
  id: 'memory-request',
  title: 'Container reserves no memory',
  why: 'The scheduler places the pod on nodes that have no memory left for it. When memory runs short there, whoever exhausts it, such a pod is the first to be killed or evicted: an attacker silences a service or an agent by making a neighbour allocate.',
  remedy: 'Set resources.requests.memory to what the program has been seen to use.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape'],
  references: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/',
  ],
  aliases: ['kube-linter:unset-memory-requirements', 'polaris:memoryRequestsMissing', 'kube-score:container-resources', 'KSV016', 'C-0269'],
  followsFrom: lackOfShape,
  appliesTo: 'workload',
  versions: [
    { since: '1.0', evaluate: (workload) => missingRequests(workload, rule) },
    { since: '1.34', evaluate: (workload) => missingRequests(workload, rule, workload.spec.resources) },
  ],
});
