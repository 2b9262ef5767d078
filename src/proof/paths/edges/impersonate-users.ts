// SPDX-License-Identifier: Apache-2.0
import { rightEdge } from '../right-edge.ts';

export const impersonateUsers = rightEdge({
  id: 'impersonate-users',
  title: 'Act as another user',
  reason:
    'The verb impersonate on users makes the API server take a request for that of the user named in its header. Of groups it adds system:authenticated alone.',
  condition: 'None.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/'],
  permission: { groups: [''], resources: ['users'], verbs: ['impersonate'] },
  clusterWide: true,
  may: 'impersonate users',
  to: (_, { footholds }) => footholds.users(),
  toNamed: (name, _, { footholds }) => [footholds.user(name)],
});
