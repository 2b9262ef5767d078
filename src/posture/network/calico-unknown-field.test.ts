// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { calicoUnknownField } from './calico-unknown-field.ts';

const advice = (kind: string, spec: object) => {
  const object = objectOf({ apiVersion: 'crd.projectcalico.org/v1', kind, metadata: { name: 'a' }, spec: { ...spec } });
  return evaluateOn(calicoUnknownField, [object]).findings.map(({ remedy }) => (remedy?.kind === 'advice' ? remedy.advice : ''));
};

test('what is meant is told where it is near', () => {
  expect(advice('NetworkPolicy', { Selector: 'all()' })).toEqual(['Write selector.']);
  expect(advice('NetworkPolicy', { egress: [{ destination: { net: ['10.0.0.0/8'] } }] })).toEqual(['Write nets.']);
  expect(advice('Tier', { defaultactions: 'Pass', priority: 1 })).toEqual(['Write defaultAction.', 'Remove it.']);
});

test('what is right elsewhere is sent there', () => {
  expect(advice('NetworkPolicy', { namespaceSelector: 'all()' })).toEqual(['Remove it, or use a GlobalNetworkPolicy.']);
  expect(advice('GlobalNetworkPolicy', { ingress: [{ nets: ['10.0.0.0/8'] }] })).toEqual([
    'Remove it, or move it below source or destination of the rule.',
  ]);
});
