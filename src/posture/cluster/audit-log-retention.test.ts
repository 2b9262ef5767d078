// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { auditLogRetention } from './audit-log-retention.ts';

const found = (age: number, backups: number, size: number, ...more: readonly string[]) => {
  const flags = [`--audit-log-maxage=${age}`, `--audit-log-maxbackup=${backups}`, `--audit-log-maxsize=${size}`, ...more];
  return pathsFound(auditLogRetention, { containers: [{ name: 'a', image: 'a', command: ['kube-apiserver', ...flags] }] });
};

test('a webhook, or no limit by size, keeps what the age promises', () => {
  expect(found(30, 10, 100)).toEqual(['/spec/containers/0/command/1']);
  expect(found(30, 10, 100, '--audit-webhook-config-file=/a')).toEqual([]);
  expect(found(30, 0, 100)).toEqual([]);
  expect(found(30, 30, 100)).toEqual([]);
  expect(found(0, 1, 1)).toEqual([]);
});
