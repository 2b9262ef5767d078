// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerAuditLogMaxBackup } from './api-server-audit-log-max-backup.ts';

test('the last value is in force, in any spelling', () => {
  expect(
    verdicts(apiServerAuditLogMaxBackup, staticPod('kube-apiserver', '--audit-log-maxbackup=2', '--audit-log-maxbackup', '10')),
  ).toEqual([]);
  expect(
    verdicts(apiServerAuditLogMaxBackup, staticPod('kube-apiserver', '--audit-log-maxbackup=10', '--audit-log-maxbackup', '2')),
  ).toEqual(['fail /spec/containers/0/command/2']);
});
