// SPDX-License-Identifier: Apache-2.0
// Audit policy as the API server decides it: README.md says against what that is tried.
export { evaluateAuditPolicy, ruleMatches } from './evaluate.ts';
export { omittedStages, recordsAlike } from './outcome.ts';
export {
  auditFields,
  auditLevels,
  type AuditLevel,
  type AuditPolicy,
  type AuditRule,
  auditStages,
  compareAuditLevels,
  type GroupResources,
  readAuditPolicy,
} from './policy.ts';
export { PolicyReach, type RuleEffect, type RuleReach } from './reach.ts';
export { auditRequestOf } from './recorded.ts';
export { type AuditDecision, type AuditRequest, isLongRunning, stagesOf } from './request.ts';
export { resourceMatches } from './specs.ts';
export { isApiGroup } from './universe.ts';
