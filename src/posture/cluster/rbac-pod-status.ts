// SPDX-License-Identifier: Apache-2.0
// Reads rules: update and patch of nothing but pods by a rule that can neither create nor delete them is better pods/status.
import { defineCheck } from '../check.ts';
import { onRule, roleKinds } from '../facts/rbac.ts';
import { matchOf, powers } from '../facts/rbac-powers.ts';

export const rbacPodStatus = defineCheck({
  id: 'rbac-pod-status',
  title: 'Role may change whole Pods where it seems to mean their status',
  why: 'A rule that neither makes nor deletes Pods but changes them is mostly meant for their status. That is the subresource pods/status; pods itself is everything, images included. Even a change of the status may change labels.',
  remedy: 'Remove the rule, or grant pods/status to the one controller that writes it.',
  severity: 'info',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onRule(({ rule, path }) => {
    const match = matchOf(rule, powers.changePods);
    // Beside other resources the verb is hardly meant for a status.
    if (match === undefined || !rule.resources.every((resource) => resource.startsWith('pods'))) return undefined;
    if (rule.verbs.some((verb) => ['create', 'delete', 'deletecollection', '*'].includes(verb))) return undefined;
    return {
      kind: 'fault',
      path: `${path}/resources`,
      reason: 'pods instead of pods/status',
      detail: 'the status of a Pod is the subresource pods/status; this rule changes everything of it',
      remedy: { kind: 'advice', advice: 'Remove the rule, or grant pods/status to the one controller that writes it.' },
    };
  }),
});
