// SPDX-License-Identifier: Apache-2.0
// Reads rules: verb * is allowed on resources of groups that are not of Kubernetes itself, on named objects, and on paths.
import { defineCheck } from '../check.ts';
import { onRule, roleKinds } from '../facts/rbac.ts';
import { indicesOf, placeIn } from '../facts/rbac-powers.ts';

export const rbacWildcardVerbs = defineCheck({
  id: 'rbac-wildcard-verbs',
  title: 'Rule holds every verb',
  why: 'A star stands for every verb: deletecollection, and those with a meaning of their own such as impersonate, bind, escalate, approve, and whatever later releases bring.',
  remedy: 'List the verbs that are needed.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: ['CIS-5.1.3', 'KSV045'],
  appliesTo: { kinds: roleKinds },
  evaluate: onRule(({ rule, path }) => {
    const places = indicesOf(rule.verbs, (verb) => verb === '*');
    // On named objects a verb that is dangerous is told by itself; the others change these objects and no more.
    if (rule.resourceNames.length > 0) return undefined;
    if (places.length === 0 || rule.resources.length === 0 || !rule.apiGroups.some(isOfKubernetes)) return undefined;
    return {
      kind: 'fault',
      path: placeIn(path, 'verbs', places),
      reason: 'every verb',
      detail: `every verb, those of later releases included, on ${rule.resources.join(', ')}`,
      remedy: {
        kind: 'advice',
        advice: 'List the verbs that are needed: get, list and watch to read; create, update, patch and delete to keep.',
      },
    };
  }),
});

// Groups without a dot, and those under k8s.io, are of Kubernetes.
function isOfKubernetes(group: string): boolean {
  return !group.includes('.') || group.endsWith('.k8s.io');
}
