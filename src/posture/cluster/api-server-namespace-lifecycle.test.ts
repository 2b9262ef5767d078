// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerNamespaceLifecycle } from './api-server-namespace-lifecycle.ts';

test('a list is the sum of its flags', () => {
  expect(
    verdicts(
      apiServerNamespaceLifecycle,
      staticPod('kube-apiserver', '--disable-admission-plugins=NamespaceLifecycle', '--disable-admission-plugins=Other'),
    ),
  ).not.toEqual([]);
});

test('part of a name is not the name', () => {
  expect(verdicts(apiServerNamespaceLifecycle, staticPod('kube-apiserver', '--disable-admission-plugins=NamespaceLifecycles'))).toEqual([]);
});
