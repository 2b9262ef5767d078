// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicySourceAddress } from './network-policy-source-address.ts';

test('all addresses are no filter, and one Service that loses the address is enough', () => {
  const policy = (cidr: string) =>
    objectOf({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'a' },
      spec: { podSelector: { matchLabels: { app: 'a' } }, ingress: [{ from: [{ ipBlock: { cidr } }] }] },
    });
  const service = (name: string, externalTrafficPolicy: string) =>
    objectOf({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { type: 'NodePort', selector: { app: 'a' }, externalTrafficPolicy },
    });
  expect(evaluateOn(networkPolicySourceAddress, [policy('0.0.0.0/0')]).findings).toEqual([]);
  expect(
    evaluateOn(networkPolicySourceAddress, [policy('1.1.1.0/24'), service('a', 'Local'), service('b', 'Cluster')]).findings,
  ).toHaveLength(1);
});
