// SPDX-License-Identifier: Apache-2.0
// Reads rules: a role that may create events of the core group may create those of events.k8s.io, too. Which of the two a program
// writes does not stand in a manifest: hence info.
import { defineCheck } from '../check.ts';
import { ruleAllows, type PolicyRule } from '../../engines/rbac/index.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { onRole, roleKinds } from '../facts/rbac.ts';

export const rbacCoreEventsOnly = defineCheck({
  id: 'rbac-core-events-only',
  title: 'Rule lets Events of the core group be created, and no others',
  why: 'Current recorders of Events write to the group events.k8s.io. Where only the core group is granted they are refused, and what the program reports is missing when it is needed.',
  remedy: 'Grant create and patch in the group that the program writes: events.k8s.io for current ones.',
  severity: 'info',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onRole(({ role, rules }) => {
    if (role.rules.some((rule) => allows(rule, 'events.k8s.io', 'create'))) return [];
    const isPatched = role.rules.some((rule) => allows(rule, '', 'patch'));
    const added = { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] };
    return rules.flatMap(({ rule, path }) => {
      if (!rule.resources.includes('events') || !allows(rule, '', 'create')) return [];
      return {
        kind: 'fault',
        path,
        reason: isPatched
          ? 'only Events of the core group can be created'
          : 'only Events of the core group can be created, and none patched',
        detail: isPatched
          ? 'the rule covers what older recorders write; those of events.k8s.io are refused'
          : 'recorders create an Event and patch it when it recurs: older ones lose what recurs, those of events.k8s.io everything',
        remedy: patchRemedy(
          [{ op: 'add', path: '/rules/-', value: added }],
          'Grants a right: leave it where the program writes no Events of events.k8s.io.',
        ),
      };
    });
  }),
});

function allows(rule: PolicyRule, apiGroup: string, verb: string): boolean {
  return ruleAllows(rule, { kind: 'resource', verb, apiGroup, resource: 'events', subresource: '', name: '', namespace: '' });
}
