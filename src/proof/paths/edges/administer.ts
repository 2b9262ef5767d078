// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';

export const administer = defineEdge({
  id: 'administer',
  title: 'Use every right',
  reason:
    'Whoever may do everything, in the cluster or in a namespace, reads its Secrets, runs and enters its Pods, and is its ServiceAccounts.',
  condition: 'None.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles'],
  length: 0,
  *stepsOf({ footholds, namespaces }): Generator<Step> {
    for (const scope of ['', ...namespaces]) {
      const from = footholds.everything(scope);
      const all = [footholds.secrets(scope), footholds.newPods(scope), footholds.pods(scope), footholds.serviceAccounts(scope)];
      for (const to of all) yield { from, to, how: 'may do everything' };
    }
    yield { from: footholds.clusterAdmin(), to: footholds.anyNode(), how: 'may run a privileged Pod on any node' };
  },
});
