// SPDX-License-Identifier: Apache-2.0
import { field, stringField } from '../../../model/json.ts';
import { rightEdge } from '../right-edge.ts';
import type { World } from '../world.ts';

export const awsAuth = rightEdge({
  id: 'aws-auth',
  title: 'Write the ConfigMap that maps identities of AWS',
  reason:
    'EKS reads from ConfigMap kube-system/aws-auth which identities of AWS are which users and groups: a line in it makes anyone a member of system:masters.',
  condition: 'The nodes are those of AWS, and the cluster authenticates by the ConfigMap rather than by access entries.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html'],
  permission: { groups: [''], resources: ['configmaps'], verbs: ['update', 'patch'] },
  may: 'change ConfigMaps',
  assumes: () => ['the cluster authenticates by ConfigMap aws-auth'],
  to: (scope, world) => (['', 'kube-system'].includes(scope) && isOnAws(world) ? world.footholds.group('system:masters') : undefined),
  toNamed: (name, scope, world) =>
    name === 'aws-auth' && ['', 'kube-system'].includes(scope) && isOnAws(world) ? [world.footholds.group('system:masters')] : undefined,
});

function isOnAws({ nodes }: World): boolean {
  return [...nodes.values()].some((node) => stringField(field(node?.body, 'spec'), 'providerID')?.startsWith('aws:') === true);
}
