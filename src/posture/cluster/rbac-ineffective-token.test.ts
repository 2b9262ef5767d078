// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacIneffectiveToken } from './rbac-ineffective-token.ts';

test.each([
  ['verbs', ' get'],
  ['verbs', '"get"'],
  ['apiGroups', 'v1'],
  ['apiGroups', 'core'],
  ['resources', 'Pods'],
  ['resources', 'pod'],
])('%s: %j', (list, token) => {
  const rule = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
  expect(foundInRules(rbacIneffectiveToken, [{ ...rule, [list]: [token] }])).toEqual([`/rules/0/${list}/0`]);
});
