// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacDeprecatedResource } from './rbac-deprecated-resource.ts';

test('the same name in another group', () => {
  expect(foundInRules(rbacDeprecatedResource, [{ apiGroups: ['example.com'], resources: ['endpoints'], verbs: ['get'] }])).toEqual([]);
});
