// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { podSecurityVersionStale } from './pod-security-version-stale.ts';

const found = (version: string, cluster: string, level = 'restricted') => {
  const labels = { 'pod-security.kubernetes.io/enforce': level, 'pod-security.kubernetes.io/enforce-version': version };
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', labels } };
  return evaluateOn(podSecurityVersionStale, [objectOf(body)], cluster).findings.length;
};

test.each<[string, string, number]>([
  ['v1.28', '1.37', 1],
  ['v1.28', '1.28', 0],
  ['v1.33', '1.34', 1],
  ['v1.25', '1.26', 0],
  ['latest', '1.37', 0],
  ['v1.40', '1.37', 0],
  ['1.28', '1.37', 0],
])('%s in a cluster of %s', (version, cluster, count) => {
  expect(found(version, cluster)).toBe(count);
});

test('privileged has nothing that changes', () => {
  expect(found('v1.20', '1.37', 'privileged')).toBe(0);
});
