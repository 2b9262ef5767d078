// SPDX-License-Identifier: Apache-2.0
// Reads rules[*] that name users and verbs: where all users are components of the cluster and all verbs reads, level None is allowed.
import type { AuditRule } from '../../engines/audit-policy/index.ts';
import { defineCheck } from '../check.ts';
import { auditPolicyKind, isComponent, isSelective, placedRules, policyOfObject, readVerbs } from '../facts/audit-policy.ts';
import { setRemedy } from '../facts/object-remedies.ts';
import { likelySafe } from '../facts/remedy-class.ts';

export const auditPolicyControllerReads = defineCheck({
  id: 'audit-policy-controller-reads',
  title: 'Audit rule records what a controller reads',
  why: "Reads of the cluster's own controllers are the most frequent requests of all and say nothing about an attack. A rule for them alone fills the log; what admission decided is an annotation of any recorded request and needs no rule.",
  remedy: 'Give the rule level None, or remove it.',
  severity: 'medium',
  layer: 'infrastructure',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy'],
  aliases: [],
  appliesTo: auditPolicyKind,
  evaluate: (object) =>
    placedRules(policyOfObject(object)).flatMap(({ rule, path }) => {
      const { level, users, userGroups, verbs } = rule;
      const who = isSelective(users) ? users : userGroups;
      if (level === 'None' || !isSelective(who) || !isSelective(verbs) || watchesSecrets(rule)) return [];
      if (!who.every(isComponent) || !verbs.every((verb) => readVerbs.some((read) => read === verb))) return [];
      return {
        kind: 'fault' as const,
        path,
        reason: 'reads of a controller are recorded',
        detail: `${verbs.join(', ')} of ${who.join(', ')} at level ${level ?? ''}`,
        remedy: likelySafe(setRemedy(object, `${path}/level`, 'None', 'Detections that read these events need another source.')),
      };
    }),
});

/** Who reads Secrets is worth a record, whoever it is: tokens of controllers are stolen too. */
function watchesSecrets({ level, resources }: AuditRule): boolean {
  return (
    level === 'Metadata' &&
    isSelective(resources) &&
    resources.every(({ resources: names }) => isSelective(names) && names.includes('secrets'))
  );
}
