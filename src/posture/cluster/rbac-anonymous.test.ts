// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bindingOf, foundInBinding } from '../facts/rbac-testing.ts';
import { rbacAnonymous } from './rbac-anonymous.ts';

const subjects = [{ kind: 'User', name: 'system:anonymous' }];

test('a role that nobody sees is not public', () => {
  expect(foundInBinding(rbacAnonymous, bindingOf(subjects, 'unknown'))).toEqual(['/subjects/0']);
});

test('what nodes read to join is public', () => {
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'join' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['cluster-info'], verbs: ['get'] }],
  };
  expect(foundInBinding(rbacAnonymous, bindingOf(subjects, 'join', 'kube-public'), [role])).toEqual([]);
});
