// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacChangeAdmission } from './rbac-change-admission.ts';

test('bindings of policies count', () => {
  expect(
    foundInRules(rbacChangeAdmission, [
      { apiGroups: ['admissionregistration.k8s.io'], resources: ['validatingadmissionpolicybindings'], verbs: ['update'] },
    ]),
  ).toEqual(['/rules/0/verbs/0']);
});
