// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerAlwaysAdmit } from './api-server-always-admit.ts';

test('a list is the sum of its flags', () => {
  expect(
    verdicts(
      apiServerAlwaysAdmit,
      staticPod('kube-apiserver', '--enable-admission-plugins=AlwaysAdmit', '--enable-admission-plugins=Other'),
    ),
  ).not.toEqual([]);
});

test('part of a name is not the name', () => {
  expect(verdicts(apiServerAlwaysAdmit, staticPod('kube-apiserver', '--enable-admission-plugins=AlwaysAdmits'))).toEqual([]);
});
