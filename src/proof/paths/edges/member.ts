// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';
import { groupsOf } from '../world.ts';

export const member = defineEdge({
  id: 'member',
  title: 'Be in the groups that come with an identity',
  reason:
    'Every ServiceAccount is in system:serviceaccounts, in that of its namespace, and in system:authenticated; every user is in system:authenticated. What is bound to a group holds for all of them.',
  condition: 'Other groups of users are told by certificates and identity providers, which no binding shows.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/'],
  length: 0,
  *stepsOf({ footholds, identities }): Generator<Step> {
    for (const foothold of footholds.all) {
      for (const name of groupsOf(foothold)) {
        const group = identities.get(`Group ${name}`);
        if (group !== undefined) yield { from: foothold, to: group.foothold, how: `is in the group ${name}` };
      }
    }
  },
});
