// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerAuditPolicy } from './api-server-audit-policy.ts';

test('a value that is empty is none', () => {
  expect(verdicts(apiServerAuditPolicy, staticPod('kube-apiserver', '--audit-policy-file='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(verdicts(apiServerAuditPolicy, staticPod('kube-apiserver', '--audit-policy-file', '/etc/kubernetes/audit/policy.yaml'))).toEqual(
    [],
  );
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerAuditPolicy, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
