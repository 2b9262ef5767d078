// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyEgressOpen } from './network-policy-egress-open.ts';

test('a policy of another namespace does not close it', () => {
  const policy = (namespace: string, spec: object) =>
    objectOf({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'a', namespace },
      spec: { podSelector: {}, ...spec },
    });
  const ingress = policy('shop', { ingress: [{}] });
  expect(evaluateOn(networkPolicyEgressOpen, [ingress, policy('blog', { policyTypes: ['Egress'] })]).findings).toHaveLength(1);
  expect(evaluateOn(networkPolicyEgressOpen, [ingress, policy('shop', { policyTypes: ['Egress'] })]).findings).toEqual([]);
});
