// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { calicoPolicySelectsSystemNamespaces } from './calico-policy-selects-system-namespaces.ts';

const pathsOf = (spec: object) =>
  evaluateOn(calicoPolicySelectsSystemNamespaces, [
    objectOf({ apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkPolicy', metadata: { name: 'a' }, spec: { ...spec } }),
  ]).findings.map(({ path }) => path);

test('without selectors everything is selected', () => {
  expect(pathsOf({ types: ['Ingress'] })).toEqual(['/spec']);
});

test('a Pass leaves the decision to others and not to this policy', () => {
  expect(pathsOf({ selector: 'all()', ingress: [{ action: 'Pass' }] })).toEqual([]);
});
