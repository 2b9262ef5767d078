// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacServiceAccountToken } from './rbac-service-account-token.ts';

test('the subresource of everything counts', () => {
  expect(foundInRules(rbacServiceAccountToken, [{ apiGroups: [''], resources: ['*/token'], verbs: ['create'] }])).toEqual([
    '/rules/0/resources/0',
  ]);
});
