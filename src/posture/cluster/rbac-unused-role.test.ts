// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bindingOf, foundInRules } from '../facts/rbac-testing.ts';
import { rbacUnusedRole } from './rbac-unused-role.ts';

const rules = [{ apiGroups: [''], resources: ['services'], verbs: ['get'] }];

test('a binding to a ClusterRole uses no Role of the same name', () => {
  const beside = [bindingOf([], 'example', 'shop')];
  expect(foundInRules(rbacUnusedRole, rules, { beside })).toEqual([]);
  expect(foundInRules(rbacUnusedRole, rules, { kind: 'Role', namespace: 'shop', beside })).toEqual(['/metadata/name']);
});

test('roles of Kubernetes are left out', () => {
  expect(foundInRules(rbacUnusedRole, [], { name: 'system:node-proxier' })).toEqual([]);
});
