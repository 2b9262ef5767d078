// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacReadPods } from './rbac-read-pods.ts';

test('a ClusterRole is for the other check', () => {
  expect(foundInRules(rbacReadPods, [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }])).toEqual([]);
});
