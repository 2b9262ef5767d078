// SPDX-License-Identifier: Apache-2.0
// Reads roleRef: a role that grants every verb on every core resource, by its own rules or gathered ones, may be bound to system:masters alone.
import { defineCheck } from '../check.ts';
import { covers, type PolicyRule } from '../../engines/rbac/index.ts';
import { bindingKinds, grantedRole, onBinding } from '../facts/rbac.ts';

const everything: PolicyRule = { verbs: ['*'], apiGroups: [''], resources: ['*'], resourceNames: [], nonResourceURLs: [] };

export const rbacClusterAdminBound = defineCheck({
  id: 'rbac-cluster-admin-bound',
  title: 'Subject is administrator of everything',
  why: 'Whoever has cluster-admin, or a role that equals it, holds every Secret, every node and every right of the cluster. Bound in a namespace it holds all of that namespace.',
  remedy: 'Bind roles with the rights that are needed; give cluster-admin to few people for a limited time.',
  severity: 'critical',
  layer: 'cluster',
  threats: ['privilege-escalation', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: [
    'kube-linter:cluster-admin-role-binding',
    'CIS-5.1.1',
    'C-0035',
    'C-0185',
    'KSV111',
    'polaris:clusterrolebindingClusterAdmin',
    'T1078',
  ],
  appliesTo: { kinds: bindingKinds },
  evaluate: onBinding((binding, { inventory }) => {
    const role = grantedRole(binding, inventory);
    const others = binding.subjects.filter(({ kind, name }) => !(kind === 'Group' && name === 'system:masters'));
    if (role === undefined || others.length === 0 || !covers(role.rules, [everything])) return [];
    const scope = binding.namespace === '' ? 'the cluster' : `namespace ${binding.namespace}`;
    return [
      {
        kind: 'fault',
        path: '/roleRef/name',
        reason: binding.namespace === '' ? 'administrator of the cluster' : 'administrator of a namespace',
        detail: `${others.map(({ kind, name }) => `${kind} ${name}`).join(', ')} may do everything in ${scope}`,
        remedy: {
          kind: 'advice',
          advice: 'Bind a role with the rights that are needed; a roleRef cannot be changed, so delete this binding.',
        },
      },
    ];
  }),
});
