// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacEscalateRoles } from './rbac-escalate-roles.ts';

test('every verb includes it', () => {
  expect(
    foundInRules(rbacEscalateRoles, [{ apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], verbs: ['*'] }]),
  ).toEqual(['/rules/0/verbs/0']);
});

test('rules for every resource are told by the check on wildcards', () => {
  expect(foundInRules(rbacEscalateRoles, [{ apiGroups: ['rbac.authorization.k8s.io'], resources: ['*'], verbs: ['*'] }])).toEqual([]);
});
