// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacWildcardResources } from './rbac-wildcard-resources.ts';

test('a star before a slash is another thing', () => {
  expect(foundInRules(rbacWildcardResources, [{ apiGroups: ['*'], resources: ['*/scale'], verbs: ['update'] }])).toEqual([]);
});

test('deleting all is found, and limits by name are kept', () => {
  expect(foundInRules(rbacWildcardResources, [{ apiGroups: [''], resources: ['*'], verbs: ['delete'] }])).toEqual(['/rules/0/resources/0']);
  expect(foundInRules(rbacWildcardResources, [{ apiGroups: [''], resources: ['*'], verbs: ['get'], resourceNames: ['a'] }])).toEqual([]);
});
