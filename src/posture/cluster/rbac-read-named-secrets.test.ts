// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacReadNamedSecrets } from './rbac-read-named-secrets.ts';

test('without names another check speaks', () => {
  expect(foundInRules(rbacReadNamedSecrets, [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }])).toEqual([]);
});
