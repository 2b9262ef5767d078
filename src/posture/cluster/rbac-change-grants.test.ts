// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacChangeGrants } from './rbac-change-grants.ts';

test('deleting grants nothing', () => {
  expect(
    foundInRules(rbacChangeGrants, [{ apiGroups: ['rbac.authorization.k8s.io'], resources: ['rolebindings'], verbs: ['delete'] }]),
  ).toEqual([]);
});
