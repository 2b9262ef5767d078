// SPDX-License-Identifier: Apache-2.0
// Reads aggregation labels and rules: what lets its holder take over more is gathered into no built-in role that does not hold it; no selector of aggregationRule is empty.
import { defineCheck } from '../check.ts';
import { bootstrapRole, covers } from '../../engines/rbac/index.ts';
import { pointer } from '../../model/pointer.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { type JudgedRole, onRole } from '../facts/rbac.ts';
import { heldPowers } from '../facts/rbac-powers.ts';
import type { CheckContext, Fault } from '../check.ts';

export const rbacAggregation = defineCheck({
  id: 'rbac-aggregation',
  title: 'Role is gathered into a built-in role, or gathers everything',
  why: 'A label is all it takes to add rules to view, edit or admin, for everybody who has them in any namespace. A selector without requirements gathers the rules of every ClusterRole, now and later.',
  remedy: 'Gather only rules that suit what the built-in role is for; give others a role of their own.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles',
  ],
  aliases: [],
  appliesTo: { kinds: ['ClusterRole.rbac.authorization.k8s.io'] },
  evaluate: onRole((judged, context) => [...gatheredIntoBuiltIn(judged, context), ...gathersAll(judged)]),
});

function gatheredIntoBuiltIn({ role, rules }: JudgedRole, { version }: CheckContext): Fault[] {
  return ['view', 'edit', 'admin'].flatMap((name): Fault[] => {
    const label = `rbac.authorization.k8s.io/aggregate-to-${name}`;
    const builtIn = bootstrapRole('', name, version)?.rules ?? [];
    const held =
      role.labels[label] === 'true' ? rules.filter(({ rule }) => !covers(builtIn, [rule])).flatMap(({ rule }) => heldPowers(rule)) : [];
    if (held.length === 0) return [];
    const path = pointer('metadata', 'labels', label);
    return [
      {
        kind: 'fault',
        path,
        reason: `extends ${name}`,
        detail: `everybody with the role ${name} may then ${[...new Set(held)].join('; ')}`,
        remedy: patchRemedy([{ op: 'remove', path }], 'Bind the role to those who need it.'),
      },
    ];
  });
}

function gathersAll({ role }: JudgedRole): Fault[] {
  return (role.aggregates ?? []).flatMap((selector, index) =>
    selector.length > 0
      ? []
      : {
          kind: 'fault',
          path: `/aggregationRule/clusterRoleSelectors/${index}`,
          reason: 'gathers every ClusterRole',
          detail: `${role.name} holds the rules of every ClusterRole, cluster-admin included`,
          remedy: { kind: 'advice', advice: 'Select the ClusterRoles that are meant by a label of their own.' },
        },
  );
}
