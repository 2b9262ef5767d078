// SPDX-License-Identifier: Apache-2.0
import { jointEdge } from '../right-edge.ts';
import type { Permission } from '../rights.ts';

const groups: Permission = { groups: [''], resources: ['groups'], verbs: ['impersonate'] };
/** Users belong to no namespace: what a Role says of them is never asked. */
const users: Permission = { groups: [''], resources: ['users'], verbs: ['impersonate'] };
const accounts: Permission = { groups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] };

export const impersonateGroups = jointEdge({
  id: 'impersonate-groups',
  title: 'Act as somebody in another group',
  reason: 'The verb impersonate on groups adds any group to a request, system:masters among them, which is never refused anything.',
  condition: 'Groups are impersonated together with a user or ServiceAccount, so that one of these is needed too.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/'],
  permissions: [groups, users, accounts],
  targetsOf: (rights, scope, { footholds }) => {
    const names = rights.names(groups, '');
    if (names === undefined) return [];
    const somebody = (scope === '' ? [users, accounts] : [accounts]).filter((one) => rights.names(one, scope) !== undefined);
    return somebody.flatMap((permission) => {
      const uses = (name?: string) => [
        { permission: groups, scope: '', ...(name === undefined ? {} : { name }) },
        { permission, scope },
      ];
      const who = permission === users ? 'users' : 'ServiceAccounts';
      if (names === 'every') return [{ to: footholds.group('system:masters'), how: `may impersonate ${who} and groups`, uses: uses() }];
      return [...names].map((name) => ({
        to: footholds.group(name),
        how: `may impersonate ${who} and the group ${name}`,
        uses: uses(name),
      }));
    });
  },
});
