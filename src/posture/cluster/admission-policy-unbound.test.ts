// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { admissionPolicyUnbound } from './admission-policy-unbound.ts';

const policy = objectOf({ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingAdmissionPolicy', metadata: { name: 'a' } });

test('a cluster without any binding binds nothing', () => {
  const live = { ...policy, origin: { kind: 'cluster', context: 'a', resourceVersion: '1' } } as const;
  expect(evaluateOn(admissionPolicyUnbound, [live]).findings).toHaveLength(1);
  expect(evaluateOn(admissionPolicyUnbound, [policy]).findings).toEqual([]);
});

test('a binding of the other kind does not count', () => {
  const spec = { policyName: 'a' };
  const other = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding', metadata: { name: 'b' }, spec };
  const own = objectOf({ ...other, kind: 'MutatingAdmissionPolicyBinding', spec: { policyName: 'b' } });
  expect(evaluateOn(admissionPolicyUnbound, [policy, objectOf(other), own]).findings).toHaveLength(1);
});
