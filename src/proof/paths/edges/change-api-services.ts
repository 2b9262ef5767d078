// SPDX-License-Identifier: Apache-2.0
import { powers } from '../../../posture/facts/rbac-powers.ts';
import { rightEdge } from '../right-edge.ts';

export const changeApiServices = rightEdge({
  id: 'change-api-services',
  title: 'Take over an API group',
  reason:
    'An APIService hands a whole group to another server. Controllers that read Deployments or Jobs from it then create whatever Pods it tells them of.',
  condition: 'For groups of its own the API server sets its APIServices right again after a while.',
  references: ['https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/'],
  permission: powers.changeApiServices.permissions[0],
  clusterWide: true,
  may: 'write APIServices',
  assumes: () => ['the API server does not set the APIService right before controllers have read from it'],
  to: (_, { footholds }) => footholds.newPods(''),
});
