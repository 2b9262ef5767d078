// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateAll } from '../catalogue-testing.ts';
import { objectOf } from '../testing.ts';

test('it is told once where the policy selects every pod too', () => {
  const policy = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchExpressions: [] }, podSelector: {} }] }] },
  });
  const told = evaluateAll([policy]).findings.filter(({ check, sameCauseAs }) => /namespace/.test(check) && sameCauseAs === undefined);
  expect(told.map(({ check }) => check)).toEqual(['network-policy-every-namespace']);
});
