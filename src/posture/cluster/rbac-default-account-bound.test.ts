// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bindingOf, foundInBinding } from '../facts/rbac-testing.ts';
import { rbacDefaultAccountBound } from './rbac-default-account-bound.ts';

test('by the name that it has as a user', () => {
  expect(
    foundInBinding(rbacDefaultAccountBound, bindingOf([{ kind: 'User', name: 'system:serviceaccount:shop:default' }], 'view')),
  ).toEqual(['/subjects/0']);
});
