// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacCreateSecrets } from './rbac-create-secrets.ts';

test('a rule with names never allows to create', () => {
  expect(foundInRules(rbacCreateSecrets, [{ apiGroups: [''], resources: ['secrets'], verbs: ['create'], resourceNames: ['a'] }])).toEqual(
    [],
  );
});
