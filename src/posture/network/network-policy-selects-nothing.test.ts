// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { networkPolicySelectsNothing } from './network-policy-selects-nothing.ts';

const policyFor = (app: string) =>
  objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { podSelector: { matchLabels: { app } } },
  });
const pod = podOf({ containers: [{ name: 'a', image: 'a' }] }, { name: 'a', labels: { app: 'payments' } });

test.each([
  ['payment', 1],
  ['paymentss', 1],
  ['Payments', 1],
  ['paymants', 1],
  ['payments', 0],
  ['paymnet', 0],
  ['orders', 0],
])('app=%s', (app, count) => {
  expect(evaluateOn(networkPolicySelectsNothing, [policyFor(app), pod]).findings).toHaveLength(count);
});

test('a cluster shows every pod, so no likeness is needed', () => {
  const live = { ...policyFor('orders'), origin: { kind: 'cluster' as const, context: 'a', resourceVersion: '1' } };
  expect(evaluateOn(networkPolicySelectsNothing, [live, pod]).findings).toHaveLength(1);
});
