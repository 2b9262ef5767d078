// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacChangeNamespaces } from './rbac-change-namespaces.ts';

test('the finalizers are a subresource', () => {
  expect(foundInRules(rbacChangeNamespaces, [{ apiGroups: [''], resources: ['namespaces/finalize'], verbs: ['update'] }])).toEqual([]);
});

test('a Role may delete its own namespace', () => {
  const rule = { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'delete'] };
  expect(foundInRules(rbacChangeNamespaces, [rule], { kind: 'Role', namespace: 'shop' })).toEqual(['/rules/0/verbs/1']);
});
