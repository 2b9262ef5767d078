// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyWholeNamespacePeer } from './network-policy-whole-namespace-peer.ts';

test('several peers of one rule are one fault, and egress is none', () => {
  const peers = [{ namespaceSelector: { matchLabels: { a: 'b' } } }, { namespaceSelector: {} }];
  const policy = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { podSelector: {}, ingress: [{ from: peers }], egress: [{ to: peers }] },
  });
  expect(evaluateOn(networkPolicyWholeNamespacePeer, [policy]).findings.map(({ path }) => path)).toEqual(['/spec/ingress/0']);
});
