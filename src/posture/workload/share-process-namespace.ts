// SPDX-License-Identifier: Apache-2.0
// Reads spec.shareProcessNamespace; `true` is refused, with a single container too: sidecars are injected at admission
// and debug containers come later. Windows has no such setting.
import { defineCheck } from '../check.ts';
import { setRemedy, specPath } from '../facts/container-faults.ts';
import { isForWindows } from '../facts/operating-system.ts';

export const shareProcessNamespace = defineCheck({
  id: 'share-process-namespace',
  title: 'Containers of the pod see and signal each other’s processes',
  why: 'Every container sees the arguments of the others’ processes and, with the same user, their environment, memory and files through /proc. Who takes over the weakest container, a sidecar say, reads the secrets of all.',
  remedy: 'Leave shareProcessNamespace out. Where programs must signal each other, run them in one container.',
  severity: 'medium',
  layer: 'workload',
  threats: ['data-exposure', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/'],
  aliases: [],
  appliesTo: 'workload',
  applicable: ({ spec }) => !isForWindows(spec),
  evaluate: (workload) => {
    if (workload.spec.shareProcessNamespace !== true) return [];
    const path = `${specPath(workload)}/shareProcessNamespace`;
    return [
      {
        kind: 'fault',
        path,
        reason: 'containers share one process namespace',
        detail: `${workload.spec.containers?.length ?? 0} containers, and whatever is injected or attached later, share one process namespace`,
        remedy: setRemedy(workload, path, false, 'Programs that signal a process of another container stop doing so.'),
      },
    ];
  },
});
