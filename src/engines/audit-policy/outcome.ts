// SPDX-License-Identifier: Apache-2.0
// What a rule decides of whatever it matches.
import { type AuditPolicy, type AuditRule, compareAuditLevels } from './policy.ts';
import type { AuditDecision } from './request.ts';

/** What the rule at `index` decides; undefined is no rule, by which nothing is recorded. */
export function ruleDecision(policy: AuditPolicy, index: number | undefined): AuditDecision {
  const rule = index === undefined ? undefined : policy.rules?.[index];
  return {
    rule: rule === undefined ? undefined : index,
    level: rule?.level ?? 'None',
    omitStages: omittedStages(policy, rule),
    omitManagedFields: rule?.omitManagedFields ?? policy.omitManagedFields ?? false,
  };
}

/** The stages of which a rule, or the policy for all rules, records nothing. */
export function omittedStages(policy: AuditPolicy, rule: AuditRule | undefined): ReadonlySet<string> {
  return new Set([...(policy.omitStages ?? []), ...(rule?.omitStages ?? [])]);
}

/** Whether the same is recorded by either decision, whichever rule made it. */
export function recordsAlike(a: AuditDecision, b: AuditDecision): boolean {
  if (compareAuditLevels(a.level, b.level) !== 0) return false;
  if (compareAuditLevels(a.level, 'None') === 0) return true;
  if (a.omitStages.size !== b.omitStages.size || [...a.omitStages].some((stage) => !b.omitStages.has(stage))) return false;
  // Without bodies there are no managed fields.
  return compareAuditLevels(a.level, 'Request') < 0 || a.omitManagedFields === b.omitManagedFields;
}
