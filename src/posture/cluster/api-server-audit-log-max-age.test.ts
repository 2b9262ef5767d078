// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { staticPod, verdicts } from '../facts/component-testing.ts';
import { apiServerAuditLogMaxAge } from './api-server-audit-log-max-age.ts';

test('the last value is in force, in any spelling', () => {
  expect(verdicts(apiServerAuditLogMaxAge, staticPod('kube-apiserver', '--audit-log-maxage=6', '--audit-log-maxage', '30'))).toEqual([]);
  expect(verdicts(apiServerAuditLogMaxAge, staticPod('kube-apiserver', '--audit-log-maxage=30', '--audit-log-maxage', '6'))).toEqual([
    'fail /spec/containers/0/command/2',
  ]);
});
