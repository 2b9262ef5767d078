// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacConstrainedImpersonation } from './rbac-constrained-impersonation.ts';

test('older releases know no such verb', () => {
  expect(
    foundInRules(
      rbacConstrainedImpersonation,
      [{ apiGroups: ['authentication.k8s.io'], resources: ['users'], verbs: ['impersonate:user-info'] }],
      { version: '1.34' },
    ),
  ).toEqual([]);
});
