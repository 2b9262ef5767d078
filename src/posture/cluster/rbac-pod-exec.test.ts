// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacPodExec } from './rbac-pod-exec.ts';

test('the subresource of everything counts', () => {
  expect(foundInRules(rbacPodExec, [{ apiGroups: [''], resources: ['*/attach'], verbs: ['create'] }])).toEqual(['/rules/0/resources/0']);
});

test('a star behind the slash is no wildcard', () => {
  expect(foundInRules(rbacPodExec, [{ apiGroups: [''], resources: ['pods/*'], verbs: ['create'] }])).toEqual([]);
});
