// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacNodeProxy } from './rbac-node-proxy.ts';

test('the subresource of everything counts', () => {
  expect(foundInRules(rbacNodeProxy, [{ apiGroups: ['*'], resources: ['*/proxy'], verbs: ['get'] }])).toEqual(['/rules/0/resources/0']);
});
