// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyNoDefaultDeny } from './network-policy-no-default-deny.ts';

test('the first policy tells it for its namespace', () => {
  const policies = ['a', 'b'].map((name) =>
    objectOf({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: 'shop' },
      spec: { podSelector: { matchLabels: { app: name } }, ingress: [] },
    }),
  );
  const { findings } = evaluateOn(networkPolicyNoDefaultDeny, policies);
  expect(findings.map(({ object, detail }) => [object.name, detail])).toEqual([
    ['a', '2 policies select pods by label, and pods that none selects take every connection'],
  ]);
});
