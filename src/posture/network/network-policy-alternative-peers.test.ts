// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyAlternativePeers } from './network-policy-alternative-peers.ts';

test('a list of several applications is a list', () => {
  const pods = ['a', 'b'].map((app) => ({ podSelector: { matchLabels: { app } } }));
  const from = [{ namespaceSelector: { matchLabels: { a: 'b' } } }, ...pods];
  const policy = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { ingress: [{ from }, { from: pods }] },
  });
  expect(evaluateOn(networkPolicyAlternativePeers, [policy]).findings).toEqual([]);
});
