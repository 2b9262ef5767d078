// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';

export const newPodSecrets = defineEdge({
  id: 'new-pod-secrets',
  title: 'Mount any Secret of the namespace into the new Pod',
  reason: 'A Pod mounts each Secret of its namespace that it names, whatever its author may read.',
  condition: 'The name of the Secret is known; names are told by the workloads that use them.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation'],
  length: 1,
  *stepsOf({ footholds, namespaces }): Generator<Step> {
    for (const namespace of namespaces)
      yield { from: footholds.newPods(namespace), to: footholds.secrets(namespace), how: 'mounts any Secret there' };
  },
});
