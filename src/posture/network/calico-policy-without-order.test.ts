// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { calicoPolicyWithoutOrder } from './calico-policy-without-order.ts';

test('an order of null is none', () => {
  const policy = objectOf({
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: 'a' },
    spec: { order: null },
  });
  expect(evaluateOn(calicoPolicyWithoutOrder, [policy]).findings.map(({ detail }) => detail)).toEqual([
    'the policy comes after every NetworkPolicy of Kubernetes',
  ]);
});
