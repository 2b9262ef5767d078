// SPDX-License-Identifier: Apache-2.0
// Reads livenessProbe of the containers of a workload that keeps running, sidecars included. Jobs are not asked. Info:
// a program that ends when it fails needs none, and a probe that asks too much restarts a healthy program under load.
import { defineCheck } from '../check.ts';
import { lackOfShape } from '../facts/control-plane.ts';
import { isLongRunning, longRunningContainers } from '../facts/long-running.ts';

export const livenessProbe = defineCheck({
  id: 'liveness-probe',
  title: 'A container that hangs is not restarted',
  why: 'A program that an attack deadlocks or starves keeps running and answers nobody until people notice.',
  remedy:
    'Give the container a livenessProbe that fails only when nothing but a restart helps, with a startupProbe where it starts slowly.',
  severity: 'info',
  layer: 'workload',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/'],
  aliases: ['kube-linter:no-liveness-probe', 'polaris:livenessProbeMissing', 'kube-score:pod-probes', 'C-0056'],
  followsFrom: lackOfShape,
  appliesTo: 'workload',
  applicable: isLongRunning,
  evaluate: (workload) =>
    longRunningContainers(workload).flatMap(({ container, pointer, label }) =>
      container.livenessProbe !== undefined
        ? []
        : {
            kind: 'fault',
            path: `${pointer}/livenessProbe`,
            reason: 'no liveness probe',
            detail: `${label} has no livenessProbe`,
            // A guessed probe restarts a program that starts more slowly than was guessed, over and over.
            remedy: {
              kind: 'advice',
              advice:
                'Add a livenessProbe on an endpoint that checks the program alone, not what it depends on; or accept the finding where the program ends when it fails.',
            },
          },
    ),
});
