// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacWildcardApiGroups } from './rbac-wildcard-api-groups.ts';

test('cluster-admin itself is left out', () => {
  expect(foundInRules(rbacWildcardApiGroups, [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }], { name: 'cluster-admin' })).toEqual(
    [],
  );
});
