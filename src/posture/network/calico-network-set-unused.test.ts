// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { calicoNetworkSetUnused } from './calico-network-set-unused.ts';

const apiVersion = 'projectcalico.org/v3';
const found = (spec: object) => {
  const set = objectOf({ apiVersion, kind: 'GlobalNetworkSet', metadata: { name: 'a' }, spec: { nets: ['198.18.0.0/15'] } });
  const policy = objectOf({ apiVersion, kind: 'GlobalNetworkPolicy', metadata: { name: 'p' }, spec: { ...spec } });
  return evaluateOn(calicoNetworkSetUnused, [set, policy]).findings.map(({ detail }) => detail);
};

test('a set without labels is selected by all() of a rule, not of a policy', () => {
  expect(found({ selector: 'all()' })).toEqual(['a has no labels by which a rule could name it']);
  expect(found({ selector: 'all()', egress: [{ action: 'Deny', destination: { selector: 'all()' } }] })).toEqual([]);
});
