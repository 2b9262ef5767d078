// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacAllCoreResources } from './rbac-all-core-resources.ts';

test('the role of Kubernetes is left out, another of the same content is not', () => {
  const rule = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
  expect(foundInRules(rbacAllCoreResources, [rule], { name: 'cluster-admin' })).toEqual([]);
  expect(foundInRules(rbacAllCoreResources, [rule], { name: 'root' })).toEqual(['/rules/0']);
});
