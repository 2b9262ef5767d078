// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bindingOf, foundInBinding } from '../facts/rbac-testing.ts';
import { rbacMissingRole } from './rbac-missing-role.ts';

const subjects = [{ kind: 'User', name: 'alice' }];

test('of a cluster all roles are known', () => {
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'other' }, rules: [] };
  expect(foundInBinding(rbacMissingRole, bindingOf(subjects, 'reader'))).toEqual([]);
  expect(foundInBinding(rbacMissingRole, bindingOf(subjects, 'other'), [role])).toEqual([]);
  expect(foundInBinding(rbacMissingRole, bindingOf(subjects, 'reader'), [role])).toEqual(['/roleRef/name']);
});
