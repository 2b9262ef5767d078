// SPDX-License-Identifier: Apache-2.0
// Reads rules: a role that may create core events may patch them, or is granted those of events.k8s.io too. Which of the two
// groups a program writes does not stand in a manifest, but neither recorder of Kubernetes' libraries can work by create alone.
import { defineCheck } from '../check.ts';
import { ruleAllows, type PolicyRule } from '../../engines/rbac/index.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { onRole, roleKinds } from '../facts/rbac.ts';

export const rbacCoreEventsOnly = defineCheck({
  id: 'rbac-core-events-only',
  title: 'Rule lets Events of the core group be created, and nothing more',
  why: 'Recorders of Events create the first and patch it when it recurs; current ones write to events.k8s.io. By such a rule the older lose what recurs and the current everything, and what the program reports is missing when it is needed.',
  remedy: 'Grant create and patch, of the group that the program writes: events.k8s.io for current ones.',
  severity: 'info',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onRole(({ role, rules }) =>
    rules.flatMap(({ rule, path }) => {
      if (!rule.resources.includes('events') || !allows(rule, '', 'create')) return [];
      if (role.rules.some((other) => allows(other, '', 'patch') || allows(other, 'events.k8s.io', 'create'))) return [];
      const added = { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] };
      return {
        kind: 'fault',
        path,
        reason: 'Events can be created, but not patched',
        detail: 'create of core events is granted alone: Events that recur are lost, and all of events.k8s.io',
        remedy: patchRemedy(
          [{ op: 'add', path: '/rules/-', value: added }],
          'Grants a right: leave it where the program writes no Events of events.k8s.io.',
        ),
      };
    }),
  ),
});

function allows(rule: PolicyRule, apiGroup: string, verb: string): boolean {
  return ruleAllows(rule, { kind: 'resource', verb, apiGroup, resource: 'events', subresource: '', name: '', namespace: '' });
}
