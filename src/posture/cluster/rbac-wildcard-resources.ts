// SPDX-License-Identifier: Apache-2.0
// Reads rules: resource * is allowed only where it brings nothing that lets its holder take over more.
import { defineCheck } from '../check.ts';
import { onRule, roleKinds } from '../facts/rbac.ts';
import { indicesOf, placeIn, powersByWildcard } from '../facts/rbac-powers.ts';

export const rbacWildcardResources = defineCheck({
  id: 'rbac-wildcard-resources',
  title: 'Rule holds every resource of a group',
  why: 'A star stands for every resource and subresource, those that later releases and new definitions bring included: Secrets, exec, tokens, whatever the group has.',
  remedy: 'List the resources that are needed.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['kube-linter:wildcard-in-rules', 'CIS-5.1.3', 'C-0187', 'KSV046'],
  appliesTo: { kinds: roleKinds },
  evaluate: onRule(({ rule, path }) => {
    const places = indicesOf(rule.resources, (resource) => resource === '*');
    const held = powersByWildcard(rule);
    if (places.length === 0 || held.length === 0) return undefined;
    return {
      kind: 'fault',
      path: placeIn(path, 'resources', places),
      reason: 'every resource',
      detail: `whoever has this role may ${held.join('; ')}`,
      remedy: { kind: 'advice', advice: 'List the resources that are needed.' },
    };
  }),
});
