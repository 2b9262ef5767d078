// SPDX-License-Identifier: Apache-2.0
// Reads spec.ephemeralContainers of stored Pods; none are wanted. Kubernetes never removes one from a Pod.
import { isArray, stringField } from '../../model/json.ts';
import { valueAt } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';

export const debugContainerLeft = defineCheck({
  id: 'debug-container-left',
  title: 'Somebody has debugged this Pod and left it running',
  why: 'An ephemeral container brings tools that the image leaves out, and often more rights than the program has. It may have changed files and processes that nobody reviewed, and it is a quiet way for an intruder to work in a Pod that everybody trusts.',
  remedy: 'Find in the audit log who added it, then delete the Pod and let its controller make a clean one.',
  severity: 'low',
  layer: 'workload',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/'],
  aliases: ['T1610'],
  appliesTo: { kinds: ['Pod'] },
  evaluate: ({ body }) => {
    const path = '/spec/ephemeralContainers';
    const containers = valueAt(body, path);
    if (!isArray(containers) || containers.length === 0) return [];
    const names = containers.map((container, index) => `"${stringField(container, 'name') ?? index}"`);
    return [
      {
        kind: 'fault',
        path,
        reason: 'an ephemeral container was added to the Pod',
        detail: `ephemeral containers: ${names.join(', ')}`,
        remedy: {
          kind: 'advice',
          advice: 'Delete the Pod once the audit log has told who added the container: it cannot be removed from it.',
        },
      },
    ];
  },
});
