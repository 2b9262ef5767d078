// SPDX-License-Identifier: Apache-2.0
// Reads rules: where create, patch or update of core events is granted, those of events.k8s.io are granted too.
import { defineCheck } from '../check.ts';
import { ruleAllows, type PolicyRule } from '../../engines/rbac/index.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { onRole, roleKinds } from '../facts/rbac.ts';

export const rbacCoreEventsOnly = defineCheck({
  id: 'rbac-core-events-only',
  title: 'Rule lets Events be written in the core group alone',
  why: 'Current clients write Events of events.k8s.io. Where only the core group is granted those are refused, and what the program reports is lost when it is needed.',
  remedy: 'Grant events of events.k8s.io too.',
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
      const verbs = rule.verbs.filter((verb) => ['create', 'patch', 'update'].includes(verb) && allows(rule, '', verb));
      if (verbs.length === 0 || !rule.resources.includes('events')) return [];
      if (role.rules.some((other) => verbs.some((verb) => allows(other, 'events.k8s.io', verb)))) return [];
      const added = { apiGroups: ['events.k8s.io'], resources: ['events'], verbs };
      return {
        kind: 'fault',
        path,
        reason: 'Events of events.k8s.io are refused',
        detail: `${verbs.join(', ')} of events is granted in the core group alone`,
        remedy: patchRemedy([{ op: 'add', path: '/rules/-', value: added }]),
      };
    }),
  ),
});

function allows(rule: PolicyRule, apiGroup: string, verb: string): boolean {
  return ruleAllows(rule, { kind: 'resource', verb, apiGroup, resource: 'events', subresource: '', name: '', namespace: '' });
}
