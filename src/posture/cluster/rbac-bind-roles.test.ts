// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacBindRoles } from './rbac-bind-roles.ts';

test('names of built-in system roles count', () => {
  expect(
    foundInRules(rbacBindRoles, [
      { apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], verbs: ['bind'], resourceNames: ['system:node'] },
    ]),
  ).toEqual(['/rules/0/verbs/0']);
});
