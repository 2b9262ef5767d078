// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bindingOf, foundInBinding } from '../facts/rbac-testing.ts';
import { rbacSystemMasters } from './rbac-system-masters.ts';

test('a user of that name is somebody else', () => {
  expect(foundInBinding(rbacSystemMasters, bindingOf([{ kind: 'User', name: 'system:masters' }], 'view'))).toEqual([]);
});
