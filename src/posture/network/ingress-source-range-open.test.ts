// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { ingressSourceRangeOpen } from './ingress-source-range-open.ts';

test('IPv6, and what is no block', () => {
  const found = (value: string) => {
    const metadata = { name: 'a', annotations: { 'alb.ingress.kubernetes.io/inbound-cidrs': value } };
    const object = objectOf({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: {} });
    return evaluateOn(ingressSourceRangeOpen, [object]).findings.length;
  };
  expect(found('10.0.0.0/8,::/0')).toBe(1);
  expect(found('offices, ')).toBe(0);
});
