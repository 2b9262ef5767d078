// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacNamesWithoutEffect } from './rbac-names-without-effect.ts';

test('a subresource is created of an object with a name', () => {
  const rule = { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'], resourceNames: ['vault'] };
  expect(foundInRules(rbacNamesWithoutEffect, [rule])).toEqual([]);
});
