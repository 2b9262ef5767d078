// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyEmptyPeers } from './network-policy-empty-peers.ts';

test('null is absent', () => {
  const policy = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { ingress: [{ from: null }] },
  });
  expect(evaluateOn(networkPolicyEmptyPeers, [policy]).findings).toEqual([]);
});
