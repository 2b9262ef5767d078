// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { networkPolicyLabelIdentity } from './network-policy-label-identity.ts';

test('every pod of the namespace is no label, and denying by label is no trust', () => {
  const kubernetes = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { ingress: [{ from: [{ podSelector: {} }] }] } };
  const calico = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    spec: { ingress: [{ action: 'Deny', source: { selector: 'a == "b"' } }] },
  };
  expect(evaluateOn(networkPolicyLabelIdentity, [kubernetes, calico].map(objectOf)).findings).toEqual([]);
});
