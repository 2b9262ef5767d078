// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateAll } from '../catalogue-testing.ts';
import { objectOf } from '../testing.ts';

test('an empty list of destinations is told once', () => {
  const policy = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [], ports: [{ port: 443 }] }] },
  });
  const told = evaluateAll([policy]).findings.filter(({ path, sameCauseAs }) => path === '/spec/egress/0/to' && sameCauseAs === undefined);
  expect(told.map(({ check }) => check)).toEqual(['network-policy-empty-peers']);
});
