// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { admissionPolicyConstant } from './admission-policy-constant.ts';

const found = (spec: object) => {
  const kind = 'MutatingAdmissionPolicy';
  const object = objectOf({ apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name: 'a' }, spec: { ...spec } });
  return evaluateOn(admissionPolicyConstant, [object]).findings.length;
};

test.each([
  ['( false )', 1],
  ['!true', 1],
  ['false || object.x', 0],
  ['', 0],
])('the condition %s', (expression, count) => {
  expect(found({ matchConditions: [{ name: 'a', expression }] })).toBe(count);
});
