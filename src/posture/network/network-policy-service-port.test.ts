// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { networkPolicyServicePort } from './network-policy-service-port.ts';

test('a pod that declares no ports may listen on any, and 443 over UDP is QUIC', () => {
  const policy = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { podSelector: {}, ingress: [{ ports: [{ port: 443 }, { protocol: 'UDP', port: 443 }] }] },
  });
  expect(evaluateOn(networkPolicyServicePort, [policy]).findings.map(({ path }) => path)).toEqual(['/spec/ingress/0/ports/0/port']);
  expect(evaluateOn(networkPolicyServicePort, [policy, podOf({ containers: [{ name: 'a', image: 'a' }] })]).findings).toEqual([]);
});
