// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacNonResourceWildcard } from './rbac-non-resource-wildcard.ts';

test('cluster-admin itself is left out', () => {
  expect(foundInRules(rbacNonResourceWildcard, [{ nonResourceURLs: ['*'], verbs: ['*'] }], { name: 'cluster-admin' })).toEqual([]);
});
