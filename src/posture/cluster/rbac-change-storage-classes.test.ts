// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacChangeStorageClasses } from './rbac-change-storage-classes.ts';

test('every verb counts', () => {
  expect(foundInRules(rbacChangeStorageClasses, [{ apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['*'] }])).toEqual([
    '/rules/0/verbs/0',
  ]);
});
