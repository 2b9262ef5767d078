// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacChangeNodes } from './rbac-change-nodes.ts';

test('nodes of another group are not these', () => {
  expect(foundInRules(rbacChangeNodes, [{ apiGroups: ['metrics.k8s.io'], resources: ['nodes'], verbs: ['patch'] }])).toEqual([]);
});
