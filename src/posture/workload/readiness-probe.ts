// SPDX-License-Identifier: Apache-2.0
// Reads readinessProbe of the containers that serve: of a workload that keeps running, those that declare ports, sidecars
// included; where none declares any and a Service of the inventory selects the pod, its containers. Jobs are not asked.
import type { Container } from '../../model/pod.ts';
import type { Workload } from '../../model/workload.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { setRemedy } from '../facts/container-faults.ts';
import { isLongRunning, servingContainers } from '../facts/long-running.ts';

export const readinessProbe = defineCheck({
  id: 'readiness-probe',
  title: 'Requests reach the container before it can answer',
  why: 'Without a readiness probe a Service sends requests to a container that is still starting or already overwhelmed. Under a flood of requests the replicas that fail stay in rotation, and a rollout of a broken fix replaces every good one.',
  remedy: 'Give each container that serves a readinessProbe that asks the program itself.',
  severity: 'low',
  layer: 'workload',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/'],
  aliases: ['kube-linter:no-readiness-probe', 'polaris:readinessProbeMissing', 'kube-score:pod-probes', 'C-0018'],
  appliesTo: 'workload',
  applicable: isLongRunning,
  evaluate: (workload, context) =>
    servingContainers(workload, context).flatMap(({ container, pointer, label }) =>
      container.readinessProbe !== undefined
        ? []
        : {
            kind: 'fault',
            path: `${pointer}/readinessProbe`,
            reason: 'no readiness probe',
            detail: `${label} serves without a readinessProbe`,
            remedy: probeRemedy(workload, container, pointer),
          },
    ),
});

/** A connection to the first TCP port says little, but never less than no probe. */
function probeRemedy(workload: Workload, container: Container, pointer: string): Remedy {
  const port = container.ports?.find(({ protocol = 'TCP' }) => protocol === 'TCP')?.containerPort;
  if (port === undefined) return { kind: 'advice', advice: 'Add a readinessProbe: exec, grpc or httpGet, whichever the program answers.' };
  const note = 'The program must listen on the address of the pod. An httpGet or grpc probe that it answers itself says more.';
  return setRemedy(workload, `${pointer}/readinessProbe`, { tcpSocket: { port } }, note);
}
