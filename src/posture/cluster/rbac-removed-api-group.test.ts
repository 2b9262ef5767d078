// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacRemovedApiGroup } from './rbac-removed-api-group.ts';

test('deployments left the group earlier', () => {
  const rule = { apiGroups: ['extensions'], resources: ['deployments'], verbs: ['get'] };
  expect(foundInRules(rbacRemovedApiGroup, [rule], { version: '1.15' })).toEqual([]);
  expect(foundInRules(rbacRemovedApiGroup, [rule], { version: '1.16' })).toEqual(['/rules/0/apiGroups/0']);
});
