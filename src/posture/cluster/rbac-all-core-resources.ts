// SPDX-License-Identifier: Apache-2.0
// Reads rules: verb * on resource * of the core group is not allowed.
import { defineCheck } from '../check.ts';
import { onRule, roleKinds } from '../facts/rbac.ts';

export const rbacAllCoreResources = defineCheck({
  id: 'rbac-all-core-resources',
  title: 'Rule grants everything on every core resource',
  why: 'Users, groups and ServiceAccounts are core resources too, to be impersonated, as are Secrets, tokens, nodes/proxy and exec. In the whole cluster this equals cluster-admin, in a namespace it is every Secret and identity there. No other rule takes anything away.',
  remedy: 'List the resources and verbs that are needed; grant more for a limited time when it is.',
  severity: 'critical',
  layer: 'cluster',
  threats: ['privilege-escalation', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['CIS-5.1.3', 'KSV044'],
  appliesTo: { kinds: roleKinds },
  evaluate: onRule(({ rule, path }, { namespace }) => {
    const isAll = rule.verbs.includes('*') && rule.resources.includes('*') && rule.resourceNames.length === 0;
    if (!isAll || !rule.apiGroups.some((group) => group === '' || group === '*')) return undefined;
    return {
      kind: 'fault',
      path,
      reason: namespace === '' ? 'equals cluster-admin' : 'equals administrator of the namespace',
      detail: 'every verb on every core resource: Secrets, tokens, exec and impersonation among them; no other rule takes anything away',
      remedy: {
        kind: 'advice',
        advice: 'List the resources and verbs that are needed. For rare tasks, grant a role in one namespace for a limited time.',
      },
    };
  }),
});
