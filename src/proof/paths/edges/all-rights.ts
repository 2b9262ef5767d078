// SPDX-License-Identifier: Apache-2.0
import type { PolicyRule } from '../../../engines/rbac/index.ts';
import { covers } from '../../../engines/rbac/index.ts';
import { jointEdge } from '../right-edge.ts';

/** What cluster-admin is of resources. */
const everything: PolicyRule = { verbs: ['*'], apiGroups: ['*'], resources: ['*'], resourceNames: [], nonResourceURLs: [] };

export const allRights = jointEdge({
  id: 'all-rights',
  title: 'Do anything, since every verb on every resource is allowed',
  reason:
    'A rule for every verb on every resource of every group is what cluster-admin is, under whatever name. Bound in a namespace, it is every right there.',
  condition: 'None.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles'],
  permissions: [],
  targetsOf: ({ held }, scope, { footholds }) =>
    held.some((holding) => holding.scope === scope && covers(holding.role.rules, [everything]))
      ? [{ to: footholds.everything(scope), how: `may do everything${scope === '' ? '' : ` in ${scope}`}`, uses: [] }]
      : [],
});
