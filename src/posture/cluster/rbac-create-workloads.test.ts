// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacCreateWorkloads } from './rbac-create-workloads.ts';

test('Jobs are Pods too', () => {
  expect(foundInRules(rbacCreateWorkloads, [{ apiGroups: ['batch'], resources: ['cronjobs'], verbs: ['patch'] }])).toEqual([
    '/rules/0/verbs/0',
  ]);
});

test('the status holds no template', () => {
  expect(foundInRules(rbacCreateWorkloads, [{ apiGroups: ['apps'], resources: ['deployments/status'], verbs: ['patch'] }])).toEqual([]);
});
