// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacImpersonate } from './rbac-impersonate.ts';

test('every verb includes it', () => {
  expect(foundInRules(rbacImpersonate, [{ apiGroups: [''], resources: ['serviceaccounts'], verbs: ['get', '*'] }])).toEqual([
    '/rules/0/verbs/1',
  ]);
});

test('the groups of an API are no identities', () => {
  expect(foundInRules(rbacImpersonate, [{ apiGroups: ['example.com'], resources: ['groups'], verbs: ['impersonate'] }])).toEqual([]);
});
