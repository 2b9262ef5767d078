// SPDX-License-Identifier: Apache-2.0
// Audit policy as the API server decides it: README.md says against what that is tried.
export {
  type AuditDecision,
  type AuditRequest,
  evaluateAuditPolicy,
  omittedStages,
  resourceMatches,
  ruleMatches,
} from './evaluate.ts';
export {
  auditFields,
  auditLevels,
  type AuditPolicy,
  type AuditRule,
  auditStages,
  compareAuditLevels,
  type GroupResources,
  readAuditPolicy,
} from './policy.ts';
export { auditRequestOf } from './recorded.ts';
export { shadowedBy } from './reach.ts';
