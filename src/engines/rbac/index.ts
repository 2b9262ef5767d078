// SPDX-License-Identifier: Apache-2.0
// Permissions as the API server's RBAC authorizer evaluates them: README.md says against what that is tried.
export { aggregate, aggregatedBy } from './aggregate.ts';
export { authorize, type Grant, grantsOf, type Reason, rulesFor } from './authorize.ts';
export { bootstrapRole, bootstrapRoles, grantsNoMoreThanBootstrap } from './bootstrap.ts';
export { compactRules } from './compact.ts';
export { breakDown, covers, uncovered, uncoveredRules } from './covers.ts';
export { decodeBinding, type Decoded, decodeRole, policyRule } from './decode.ts';
export { difference, grantsOfChange, type PermissionChange, type RbacDifference, type ScopedRule } from './difference.ts';
export { type Binding, createPolicy, mayFindRole, type Policy, type Role, roleOf, type RoleRef } from './policy.ts';
export { subjectsBound } from './policy-index.ts';
export { impersonationRequests, requestOf, userOf } from './recorded.ts';
export {
  nonResourceUrlCovers,
  type NonResourceRequest,
  type PolicyRule,
  type Request,
  resourceMatches,
  type ResourceRequest,
  ruleAllows,
} from './rule.ts';
export { indexOfSubject, serviceAccountUser, type Subject, subjectNamed, systemMasters, type User, userOfSubject } from './subject.ts';
export { type HeldRule, whatCan, type WhatCan } from './what-can.ts';
export { howCan, type HowCan, type Holder, type Way, whoCan, type WhoCan } from './who-can.ts';
