// SPDX-License-Identifier: Apache-2.0
import { powers } from '../../../posture/facts/rbac-powers.ts';
import { podsNamed } from '../pods-named.ts';
import { rightEdge } from '../right-edge.ts';

export const debugPods = rightEdge({
  id: 'debug-pods',
  title: 'Add a container to a running Pod',
  reason:
    'An ephemeral container may run any image, mount the volumes of its Pod, its token among them, and look into the processes of another container.',
  condition: 'Admission lets it pass.',
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/'],
  permission: powers.ephemeralContainers.permissions[0],
  may: 'add containers to running Pods',
  to: (scope, { footholds }) => footholds.pods(scope),
  toNamed: podsNamed,
});
