// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacChangePods } from './rbac-change-pods.ts';

test('a subresource is another resource', () => {
  expect(foundInRules(rbacChangePods, [{ apiGroups: [''], resources: ['pods/status'], verbs: ['patch'] }])).toEqual([]);
});

test('an empty list of names limits nothing', () => {
  expect(foundInRules(rbacChangePods, [{ apiGroups: [''], resources: ['pods'], verbs: ['patch'], resourceNames: [] }])).toEqual([
    '/rules/0/verbs/0',
  ]);
});
