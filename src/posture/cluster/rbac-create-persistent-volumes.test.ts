// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacCreatePersistentVolumes } from './rbac-create-persistent-volumes.ts';

test('in every group', () => {
  expect(foundInRules(rbacCreatePersistentVolumes, [{ apiGroups: ['*'], resources: ['persistentvolumes'], verbs: ['*'] }])).toEqual([
    '/rules/0/verbs/0',
  ]);
});
