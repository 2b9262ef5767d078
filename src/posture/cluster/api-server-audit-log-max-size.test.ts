// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerAuditLogMaxSize } from './api-server-audit-log-max-size.ts';

test('the last value is in force, in any spelling', () => {
  expect(verdicts(apiServerAuditLogMaxSize, staticPod('kube-apiserver', '--audit-log-maxsize=20', '--audit-log-maxsize', '100'))).toEqual(
    [],
  );
  expect(verdicts(apiServerAuditLogMaxSize, staticPod('kube-apiserver', '--audit-log-maxsize=100', '--audit-log-maxsize', '20'))).toEqual([
    'fail /spec/containers/0/command/2',
  ]);
});
