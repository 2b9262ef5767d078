// SPDX-License-Identifier: Apache-2.0
import { jointEdge } from '../right-edge.ts';
import { waysToRun } from '../run-pods.ts';

export const createPods = jointEdge({
  id: 'create-pods',
  title: 'Create a Pod, or change what makes one',
  reason:
    'Whoever creates Pods, or writes Deployments, DaemonSets, StatefulSets, ReplicaSets, Jobs or CronJobs, says what runs and as whom. A rule for one name is enough: the whole template of that workload can be changed.',
  condition: 'Admission does not refuse it: what Pod Security, webhooks and policies say is looked at where a new Pod leads on.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation'],
  permissions: [],
  targetsOf: (rights, scope, world) => {
    // Of all ways one is enough to tell, one that needs nothing assumed.
    const [way] = waysToRun(rights, scope, world).toSorted((a, b) => a.assumes.length - b.assumes.length);
    return way === undefined ? [] : [{ to: world.footholds.newPods(scope), how: way.how, assumes: way.assumes, uses: [way.use] }];
  },
});
