// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerAuditLog } from './api-server-audit-log.ts';

test('a value that is empty is none', () => {
  expect(verdicts(apiServerAuditLog, staticPod('kube-apiserver', '--audit-log-path='))).not.toEqual([]);
});

test('values as arguments of their own', () => {
  expect(verdicts(apiServerAuditLog, staticPod('kube-apiserver', '--audit-log-path', '/var/log/kubernetes/audit/audit.log'))).toEqual([]);
});

test('what a shell adds is not known', () => {
  expect(verdicts(apiServerAuditLog, staticPod('sh', '-c', 'exec kube-apiserver $OPTIONS'))).toEqual([
    'unknown /spec/containers/0/command/2',
  ]);
});
