// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';

export const newPodAccount = defineEdge({
  id: 'new-pod-account',
  title: 'Run the new Pod as any ServiceAccount of its namespace',
  reason:
    'A Pod names the ServiceAccount it runs as, and nothing asks whether its author may be that account. The token is mounted into it.',
  condition: 'The ServiceAccount exists.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation'],
  length: 1,
  *stepsOf({ footholds, namespaces }): Generator<Step> {
    for (const namespace of namespaces)
      yield { from: footholds.newPods(namespace), to: footholds.serviceAccounts(namespace), how: 'runs as any ServiceAccount there' };
  },
});
