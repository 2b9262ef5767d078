// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bindingOf, foundInBinding } from '../facts/rbac-testing.ts';
import { rbacClusterAdminBound } from './rbac-cluster-admin-bound.ts';

test('a role that gathers every other equals it', () => {
  const gatherer = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'all' },
    aggregationRule: { clusterRoleSelectors: [{}] },
  };
  const subjects = [{ kind: 'User', name: 'alice' }];
  expect(foundInBinding(rbacClusterAdminBound, bindingOf(subjects, 'all'), [gatherer])).toEqual(['/roleRef/name']);
  expect(foundInBinding(rbacClusterAdminBound, bindingOf(subjects, 'cluster-admin', 'shop'))).toEqual(['/roleRef/name']);
  expect(foundInBinding(rbacClusterAdminBound, bindingOf([], 'cluster-admin'))).toEqual([]);
});
