// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';

export const openNamespace = defineEdge({
  id: 'open-namespace',
  title: 'Take the Pod Security label from the namespace in which everything is allowed',
  reason:
    'A change of a Namespace is asked for in that namespace. Whoever may do everything there, by a RoleBinding to cluster-admin for example, takes its Pod Security label away and creates a privileged Pod.',
  condition: 'Whether other webhooks and policies refuse such a Pod only they know.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  length: 1,
  *stepsOf({ footholds, namespaces }): Generator<Step> {
    for (const namespace of namespaces)
      yield {
        from: footholds.everything(namespace),
        to: footholds.anyNode(),
        how: `may take the Pod Security label from namespace ${namespace} and create Pods there`,
      };
  },
});
