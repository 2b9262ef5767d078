// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bindingOf, foundInBinding } from '../facts/rbac-testing.ts';
import { rbacUserSubject } from './rbac-user-subject.ts';

test('each user is told', () => {
  const subjects = ['alice', 'bob'].map((name) => ({ kind: 'User', name }));
  expect(foundInBinding(rbacUserSubject, bindingOf(subjects, 'view'))).toEqual(['/subjects/0', '/subjects/1']);
});
