// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerServiceAccountAdmission } from './api-server-service-account-admission.ts';

test('a list is the sum of its flags', () => {
  expect(
    verdicts(
      apiServerServiceAccountAdmission,
      staticPod('kube-apiserver', '--disable-admission-plugins=ServiceAccount', '--disable-admission-plugins=Other'),
    ),
  ).not.toEqual([]);
});

test('part of a name is not the name', () => {
  expect(verdicts(apiServerServiceAccountAdmission, staticPod('kube-apiserver', '--disable-admission-plugins=ServiceAccounts'))).toEqual(
    [],
  );
});
