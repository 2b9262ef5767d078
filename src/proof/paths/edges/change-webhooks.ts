// SPDX-License-Identifier: Apache-2.0
import { rightEdge } from '../right-edge.ts';

export const changeWebhooks = rightEdge({
  id: 'change-webhooks',
  title: 'Write a webhook that changes what others create',
  reason:
    'A mutating webhook sees every object that anybody writes and changes it before it is stored: the next Pod of any namespace runs what the webhook puts into it.',
  condition:
    'Somebody or some controller creates a Pod, as happens all the time. A rule for one name is enough: that configuration can be changed.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks'],
  permission: {
    groups: ['admissionregistration.k8s.io'],
    resources: ['mutatingwebhookconfigurations'],
    verbs: ['create', 'update', 'patch'],
  },
  clusterWide: true,
  may: 'write mutating webhooks',
  to: (_, { footholds }) => footholds.newPods(''),
  toNamed: (_name, _, { footholds }) => [footholds.newPods('')],
});
