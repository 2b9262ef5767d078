// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { admissionBindingParameters } from './admission-binding-parameters.ts';

test('parameters of a kind without namespaces need none', () => {
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const paramKind = { apiVersion: 'rules.example.com/v1', kind: 'ReplicaLimit' };
  const policy = objectOf({ apiVersion, kind: 'ValidatingAdmissionPolicy', metadata: { name: 'a' }, spec: { paramKind } });
  const spec = { policyName: 'a', paramRef: { name: 'limits', parameterNotFoundAction: 'Deny' } };
  const binding = objectOf({ apiVersion, kind: 'ValidatingAdmissionPolicyBinding', metadata: { name: 'a' }, spec });
  expect(evaluateOn(admissionBindingParameters, [binding, policy]).findings).toEqual([]);
});
