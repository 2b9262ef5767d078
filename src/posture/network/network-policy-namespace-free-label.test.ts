// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyNamespaceFreeLabel } from './network-policy-namespace-free-label.ts';

test('several labels of one selector are one fault; the label for the name is another check’s', () => {
  const from = [
    { namespaceSelector: { matchLabels: { stage: 'test', team: 'a' } } },
    { namespaceSelector: { matchLabels: { name: 'a' } } },
  ];
  const policy = objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: { ingress: [{ from }] },
  });
  expect(evaluateOn(networkPolicyNamespaceFreeLabel, [policy]).findings.map(({ detail }) => detail)).toEqual([
    'stage=test and team=a can be set on any namespace by whoever may edit it',
  ]);
});
