// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyInvalidBlock } from './network-policy-invalid-block.ts';

test('an exception of everything, or of the other family', () => {
  const ipBlock = { cidr: '10.0.0.0/8', except: ['10.0.0.0/8', '0.0.0.0/0', '::/0', 'x'] };
  const policy = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { egress: [{ to: [{ ipBlock }] }] },
  });
  expect(evaluateOn(networkPolicyInvalidBlock, [policy]).findings.map(({ detail }) => detail)).toEqual([
    '10.0.0.0/8 is all of 10.0.0.0/8',
    '0.0.0.0/0 is all of 10.0.0.0/8',
    '::/0 is not in 10.0.0.0/8',
    '"x" is no address with a prefix',
  ]);
});
