// SPDX-License-Identifier: Apache-2.0
// Reads rules[*] that name `pods` and record bodies: `pods` is not `pods/ephemeralcontainers`, whose writes must be recorded as well.
import { compareAuditLevels, ruleMatches } from '../../engines/audit-policy/index.ts';
import { isArray } from '../../model/json.ts';
import { pointer, valueAt } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { auditPolicyKind, decisions, placedRules, policyOfObject, requestsFor, requestsOfRule, targetOf } from '../facts/audit-policy.ts';
import { patchRemedy } from '../facts/container-faults.ts';

const withBodies = ['pods/ephemeralcontainers'];
const subresources = [...withBodies, 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'pods/eviction', 'pods/binding'];

export const auditPolicySubresources = defineCheck({
  id: 'audit-policy-subresources',
  title: 'Audit rule for pods misses their subresources',
  why: 'Matching is equality of text: a rule for pods says nothing of pods/exec, pods/attach or pods/ephemeralcontainers. What an intruder puts into a running pod is then recorded without its content, or not at all.',
  remedy: 'Name the subresources beside pods, or write "pods/*".',
  severity: 'high',
  layer: 'infrastructure',
  threats: ['unauthorized-access', 'container-escape'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy'],
  aliases: ['CIS-3.2.2', 'T1609', 'T1610'],
  appliesTo: auditPolicyKind,
  evaluate: (object) => {
    const policy = policyOfObject(object);
    return placedRules(policy).flatMap(({ rule, index, path }) => {
      const level = rule.level ?? 'None';
      const at = (rule.resources ?? []).findIndex(
        ({ group = '', resources = [] }) => ['', '*'].includes(group) && resources.includes('pods'),
      );
      if (at < 0 || compareAuditLevels(level, 'Request') < 0) return [];
      const verbs = ['create', 'update', 'patch'].filter((verb) => ruleMatches({ verbs: rule.verbs ?? [] }, { verb }));
      const below = (targets: readonly string[]) =>
        decisions(
          policy,
          requestsOfRule(
            rule,
            targets.flatMap((target) => requestsFor(target, verbs)),
          ),
        ).filter((decision) => decision.rule !== index && compareAuditLevels(decision.level, level) < 0);
      if (below(withBodies).length === 0) return [];
      const list = pointer('rules', index, 'resources', at, 'resources');
      const missed = [...new Set(below(subresources).map(({ request }) => targetOf(request)))];
      const value = valueAt(object.body, list);
      return {
        kind: 'fault' as const,
        path: `${path}/resources/${at}/resources`,
        reason: 'subresources of pods are not matched',
        detail: `level ${level} for pods, less for ${missed.join(', ')}`,
        remedy: patchRemedy([{ op: 'replace', path: list, value: [...(isArray(value) ? value : []), 'pods/*'] }]),
      };
    });
  },
});
