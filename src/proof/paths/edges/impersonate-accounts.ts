// SPDX-License-Identifier: Apache-2.0
import { rightEdge } from '../right-edge.ts';

export const impersonateAccounts = rightEdge({
  id: 'impersonate-accounts',
  title: 'Act as a ServiceAccount',
  reason: 'The verb impersonate on serviceaccounts makes the API server take a request for that of the account, its groups included.',
  condition: 'None: the account need not even exist.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/'],
  permission: { groups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] },
  may: 'impersonate ServiceAccounts',
  to: (scope, { footholds }) => footholds.serviceAccounts(scope),
  toNamed: (name, scope, { accounts, footholds }) =>
    [...accounts].flatMap(([namespace, names]) =>
      (scope === '' || scope === namespace) && names.has(name) ? [footholds.serviceAccount(namespace, name)] : [],
    ),
});
