// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { admissionRuleMatchesNothing } from './admission-rule-matches-nothing.ts';

const found = (apiGroups: string[], resources: string[], scope?: string) => {
  const rule = { apiGroups, apiVersions: ['*'], operations: ['*'], resources, ...(scope === undefined ? {} : { scope }) };
  const metadata = { name: 'a' };
  const spec = { matchConstraints: { resourceRules: [rule] } };
  const object = objectOf({ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', metadata, spec });
  return evaluateOn(admissionRuleMatchesNothing, [object]).findings.map(({ detail }) => detail);
};

test.each([
  [[''], ['*/*']],
  [['extensions'], ['deployments']],
  [['', 'example.com'], ['deployments']],
  [[''], ['widgets']],
  [['networking.k8s.io'], ['ingresses/status']],
])('%j %j may match', (groups, resources) => {
  expect(found(groups, resources)).toEqual([]);
});

test('the right name is told, the subresource kept', () => {
  expect(found([''], ['Pod/exec'])).toEqual(['Pod is no resource, and pods is']);
  expect(found(['networking.k8s.io'], ['NetworkPolicy'])).toEqual(['NetworkPolicy is no resource, and networkpolicies is']);
});

test('a scope that the resource has', () => {
  expect(found([''], ['pods'], 'Namespaced')).toEqual([]);
  expect(found([''], ['pods'], 'Cluster')).toHaveLength(1);
});
