// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyDocumentationRange } from './network-policy-documentation-range.ts';

test('a list is one fault that names its examples; Calico takes single addresses', () => {
  const source = { nets: ['203.0.113.7', '8.8.8.0/24', '192.0.2.0/25'] };
  const policy = objectOf({
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { ingress: [{ action: 'Deny', source }] },
  });
  expect(evaluateOn(networkPolicyDocumentationRange, [policy]).findings.map(({ detail }) => detail)).toEqual([
    '203.0.113.7 and 192.0.2.0/25 are never routed: the rule is about nobody',
  ]);
});
