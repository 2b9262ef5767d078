// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { admissionPolicyFailsOpen } from './admission-policy-fails-open.ts';

test('policies that mutate count too', () => {
  const spec = { failurePolicy: 'Ignore' };
  const object = objectOf({
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name: 'a' },
    spec,
  });
  expect(evaluateOn(admissionPolicyFailsOpen, [object]).findings).toHaveLength(1);
});
