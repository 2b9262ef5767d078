// SPDX-License-Identifier: Apache-2.0
import { powers } from '../../../posture/facts/rbac-powers.ts';
import { rightEdge } from '../right-edge.ts';

export const mintTokens = rightEdge({
  id: 'mint-tokens',
  title: 'Ask for a token of a ServiceAccount',
  reason: 'serviceaccounts/token gives a token of any ServiceAccount that the rule covers, which is then as good as the account.',
  condition: 'None.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request'],
  permission: powers.mintTokens.permissions[0],
  may: 'make tokens of ServiceAccounts',
  to: (scope, { footholds }) => footholds.serviceAccounts(scope),
  toNamed: (name, scope, { accounts, footholds }) =>
    [...accounts].flatMap(([namespace, names]) =>
      (scope === '' || scope === namespace) && names.has(name) ? [footholds.serviceAccount(namespace, name)] : [],
    ),
});
