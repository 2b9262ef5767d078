// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { serviceLoadBalancerOpen } from './service-load-balancer-open.ts';

test('the annotation counts where the field is absent', () => {
  const service = (ranges: string) =>
    objectOf({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a', annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': ranges } },
      spec: { type: 'LoadBalancer' },
    });
  expect(evaluateOn(serviceLoadBalancerOpen, [service('10.1.0.0/16, 10.2.0.0/16')]).findings).toEqual([]);
  expect(evaluateOn(serviceLoadBalancerOpen, [service('10.1.0.0/16, ::/0')]).findings).toHaveLength(1);
});
