// SPDX-License-Identifier: Apache-2.0
// Reads rules[*].verbs: where delete is recorded, deletecollection, a verb of its own, must be recorded at the same level.
import { type AuditRequest, type AuditRule, compareAuditLevels } from '../../engines/audit-policy/index.ts';
import { defineCheck } from '../check.ts';
import { auditPolicyKind, decisions, isSelective, placedRules, policyOfObject, somebody } from '../facts/audit-policy.ts';
import { patchRemedy } from '../facts/container-faults.ts';

export const auditPolicyDeletecollection = defineCheck({
  id: 'audit-policy-deletecollection',
  title: 'Audit rule for deletions misses deletecollection',
  why: 'Deleting many objects with one request is a verb of its own. Whoever wipes a namespace that way passes by the rule that was meant to record deletions.',
  remedy: 'Add deletecollection wherever delete is named.',
  severity: 'medium',
  layer: 'infrastructure',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb'],
  aliases: ['T1485'],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    return placedRules(policy).flatMap(({ rule, path }) => {
      const { level = 'None', verbs = [] } = rule;
      if (!verbs.includes('delete') || verbs.includes('deletecollection') || compareAuditLevels(level, 'None') === 0) return [];
      const lower = decisions(policy, collectionsOf(rule)).filter((decision) => compareAuditLevels(decision.level, level) < 0);
      const [first] = lower;
      if (first === undefined) return [];
      return {
        kind: 'fault' as const,
        path: `${path}/verbs`,
        reason: 'deletecollection is missing',
        detail: `a deletecollection of ${first.request.resource} is recorded at ${first.level}, a delete at ${level}`,
        remedy: patchRemedy([{ op: 'add', path: `${path}/verbs/-`, value: 'deletecollection' }]),
      };
    });
  },
});

/** One deletion of a collection for each resource that the rule names; only what has no subresource is deleted so. */
function collectionsOf({ resources = [], users = [], userGroups = [], namespaces = [] }: AuditRule): AuditRequest[] {
  const user = { name: users[0] ?? somebody.name, groups: userGroups.length > 0 ? userGroups : somebody.groups };
  const entries = resources.length > 0 ? resources : [{}];
  return entries.flatMap(({ group = '', resources: names, resourceNames }) =>
    isSelective(resourceNames)
      ? []
      : (isSelective(names) ? names : ['*'])
          .filter((name) => name === '*' || name.endsWith('/*') || !name.includes('/'))
          .map((name) => ({
            user,
            verb: 'deletecollection',
            apiGroup: group === '*' ? '' : group,
            resource: name === '*' ? 'examples' : name.replace('/*', ''),
            namespace: namespaces[0] ?? 'default',
          })),
  );
}
