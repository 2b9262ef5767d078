// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacCoreEventsOnly } from './rbac-core-events-only.ts';

test('another rule of the role may grant it', () => {
  const rule = (group: string) => ({ apiGroups: [group], resources: ['events'], verbs: ['create'] });
  expect(foundInRules(rbacCoreEventsOnly, [rule(''), rule('events.k8s.io')])).toEqual([]);
});
