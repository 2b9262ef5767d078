// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { admissionBindingNotEnforced } from './admission-binding-not-enforced.ts';

test('Deny replaces Warn, which it excludes', () => {
  const spec = { policyName: 'a', validationActions: ['Audit', 'Warn'] };
  const kind = 'ValidatingAdmissionPolicyBinding';
  const object = objectOf({ apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name: 'a' }, spec });
  expect(evaluateOn(admissionBindingNotEnforced, [object]).findings[0]?.remedy).toMatchObject({ patch: [{ value: ['Deny', 'Audit'] }] });
});
