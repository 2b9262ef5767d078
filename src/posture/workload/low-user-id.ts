// SPDX-License-Identifier: Apache-2.0
// Reads runAsUser in force: a container's own, else the pod's. 1 to 9999 are refused; 0 is the business of the checks on
// root, an absent one is the image's. With hostUsers: false the ids are mapped away from the node's, and nothing collides.
import { defineCheck } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { isForWindows } from '../facts/operating-system.ts';
import { inForce, namesOf } from '../facts/security-context.ts';

export const lowUserId = defineCheck({
  id: 'low-user-id',
  title: 'Container runs with a user id that the node may use',
  why: 'User ids below 10000 belong to accounts and services of the node. A process that breaks out of its container is that account there, and reads and signals what belongs to it.',
  remedy: 'Run as a user id of 10000 or more that nothing else uses.',
  severity: 'low',
  layer: 'workload',
  threats: ['container-escape'],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  aliases: ['kube-score:container-security-context-user-group-id', 'KSV020'],
  appliesTo: 'workload',
  applicable: ({ spec }) => !isForWindows(spec) && spec.hostUsers !== false,
  evaluate: (workload) =>
    inForce(workload, '/runAsUser', ({ runAsUser }) => runAsUser).flatMap(({ value, path, places }) =>
      Number(value) < 1 || Number(value) >= 10_000
        ? []
        : {
            kind: 'fault',
            path,
            reason: 'the user id is below 10000',
            detail: `runAsUser ${value} holds for ${namesOf(places)}`,
            evidence: value,
            remedy: setRemedy(workload, path, 10_001, 'Files in the image and on volumes must be readable by the new user; fsGroup helps.'),
          },
    ),
});
