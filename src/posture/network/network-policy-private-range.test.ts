// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyPrivateRange } from './network-policy-private-range.ts';

test('denying them is no trust, and half of a private block is still wide', () => {
  const nets = (action: string, cidr: string) => ({ action, source: { nets: [cidr] } });
  const ingress = [nets('Deny', '10.0.0.0/8'), nets('Allow', '10.128.0.0/9'), nets('Allow', '10.0.0.0/13'), nets('Allow', '0.0.0.0/0')];
  const policy = objectOf({ apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec: { ingress } });
  expect(evaluateOn(networkPolicyPrivateRange, [policy]).findings.map(({ path }) => path)).toEqual(['/spec/ingress/1/source/nets']);
});
