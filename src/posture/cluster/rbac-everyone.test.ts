// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bindingOf, foundInBinding } from '../facts/rbac-testing.ts';
import { rbacEveryone } from './rbac-everyone.ts';

test('a user may be called like a group', () => {
  expect(foundInBinding(rbacEveryone, bindingOf([{ kind: 'User', name: 'system:authenticated' }], 'view'))).toEqual([]);
});
