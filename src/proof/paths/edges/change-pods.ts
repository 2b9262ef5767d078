// SPDX-License-Identifier: Apache-2.0
import { powers } from '../../../posture/facts/rbac-powers.ts';
import { podsNamed } from '../pods-named.ts';
import { rightEdge } from '../right-edge.ts';

export const changePods = rightEdge({
  id: 'change-pods',
  title: 'Change the image of a running Pod',
  reason: 'Of a running Pod the image may be changed. The new one starts in its place, with its volumes, its Secrets and its token.',
  condition: 'Admission lets the image pass, and the node can pull it.',
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement'],
  permission: powers.changePods.permissions[0],
  may: 'change running Pods',
  to: (scope, { footholds }) => footholds.pods(scope),
  toNamed: podsNamed,
});
