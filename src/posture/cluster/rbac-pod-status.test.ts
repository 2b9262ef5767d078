// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacPodStatus } from './rbac-pod-status.ts';

test('one Pod by name is no case', () => {
  expect(foundInRules(rbacPodStatus, [{ apiGroups: [''], resources: ['pods'], verbs: ['patch'], resourceNames: ['leader'] }])).toEqual([]);
});
