// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { admissionBindingWithoutPolicy } from './admission-binding-without-policy.ts';

test('a binding without a name binds nothing', () => {
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const binding = objectOf({ apiVersion, kind: 'MutatingAdmissionPolicyBinding', metadata: { name: 'a' }, spec: {} });
  const policy = objectOf({ apiVersion, kind: 'MutatingAdmissionPolicy', metadata: { name: 'a' } });
  expect(evaluateOn(admissionBindingWithoutPolicy, [binding, policy]).findings).toHaveLength(1);
});
