// SPDX-License-Identifier: Apache-2.0
// Reads spec.replicas of Deployments that serve, by the ports they declare; two or more are allowed, and any number where an
// autoscaler decides, unless it may go down to one.
import { valueAt } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { autoscalersOf, replicasOf } from '../facts/availability.ts';
import { longRunningContainers } from '../facts/long-running.ts';
import { setRemedy } from '../facts/container-faults.ts';

export const singleReplica = defineCheck({
  id: 'single-replica',
  title: 'Service stands on a single pod',
  why: 'One lost node, one request that crashes the program or one drain for a patch takes the service down, so patches are put off.',
  remedy: 'Run two replicas or more, spread over nodes.',
  severity: 'info',
  layer: 'workload',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/'],
  aliases: ['polaris:deploymentMissingReplicas', 'kube-linter:minimum-three-replicas', 'kube-score:deployment-replicas'],
  appliesTo: 'workload',
  applicable: (workload) =>
    workload.object.kind === 'Deployment' && longRunningContainers(workload).some(({ container }) => (container.ports ?? []).length > 0),
  evaluate: (workload, { inventory }) => {
    const { object } = workload;
    if (autoscalersOf(object, inventory).length > 0 || replicasOf(object) !== 1) return [];
    const detail = valueAt(object.body, '/spec/replicas') === undefined ? 'spec.replicas is not set, which means 1' : 'spec.replicas is 1';
    const remedy = setRemedy(workload, '/spec/replicas', 2, 'Not for a program that must be the only one, or keeps state in its pod.');
    return [{ kind: 'fault', path: '/spec/replicas', reason: 'one replica', detail, remedy }];
  },
});
