// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyRulesIgnored } from './network-policy-rules-ignored.ts';

test('Calico takes the types of its rules where none is listed', () => {
  const policy = objectOf({
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: 'a' },
    spec: { egress: [{ action: 'Deny' }] },
  });
  expect(evaluateOn(networkPolicyRulesIgnored, [policy]).findings).toEqual([]);
});
