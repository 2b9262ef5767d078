// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacEmptyResourceNames } from './rbac-empty-resource-names.ts';

test('null is absent', () => {
  expect(foundInRules(rbacEmptyResourceNames, [{ apiGroups: [''], resources: ['pods'], verbs: ['get'], resourceNames: null }])).toEqual([]);
});
