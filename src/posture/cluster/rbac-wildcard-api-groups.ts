// SPDX-License-Identifier: Apache-2.0
// Reads rules: apiGroup * is allowed for subresources of every kind, such as */scale.
import { defineCheck } from '../check.ts';
import { onRule, roleKinds } from '../facts/rbac.ts';
import { indicesOf, placeIn } from '../facts/rbac-powers.ts';

export const rbacWildcardApiGroups = defineCheck({
  id: 'rbac-wildcard-api-groups',
  title: 'Rule holds resources of every API group',
  why: 'Another group may have a resource of the same name, and any new definition brings one. The star grants those too, unseen.',
  remedy: 'Name the API groups that are meant.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['CIS-5.1.3'],
  appliesTo: { kinds: roleKinds },
  evaluate: onRule(({ rule, path }) => {
    const places = indicesOf(rule.apiGroups, (group) => group === '*');
    // An autoscaler scales what it cannot know.
    if (places.length === 0 || rule.resources.every((resource) => resource === '*/scale')) return undefined;
    return {
      kind: 'fault',
      path: placeIn(path, 'apiGroups', places),
      reason: 'every API group',
      detail: `${rule.verbs.join(', ')} on ${rule.resources.join(', ')} of every API group`,
      remedy: { kind: 'advice', advice: 'Name the API groups that are meant; the core group is the empty string.' },
    };
  }),
});
