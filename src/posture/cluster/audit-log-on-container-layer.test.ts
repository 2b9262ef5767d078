// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pathsFound } from '../testing.ts';
import { auditLogOnContainerLayer } from './audit-log-on-container-layer.ts';

const found = (path: string, mountPath: string, volume: object) =>
  pathsFound(auditLogOnContainerLayer, {
    containers: [
      { name: 'a', image: 'a', command: ['kube-apiserver', `--audit-log-path=${path}`], volumeMounts: [{ name: 'v', mountPath }] },
    ],
    volumes: [{ name: 'v', ...volume }],
  }).length;

test('standard output and volumes that last are no fault', () => {
  expect(found('-', '/a', { hostPath: { path: '/a' } })).toBe(0);
  expect(found('/a/audit.log', '/a/', { hostPath: { path: '/a' } })).toBe(0);
  expect(found('/a/audit.log', '/a', { emptyDir: {} })).toBe(1);
  expect(found('/ab/audit.log', '/a', { hostPath: { path: '/a' } })).toBe(1);
});
