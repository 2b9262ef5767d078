// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { calicoRuleInvalid } from './calico-rule-invalid.ts';

test('what excludes each other', () => {
  const spec = { preDNAT: true, doNotTrack: true, applyOnForward: true, types: ['Ingress', 'Egress'] };
  const policy = objectOf({ apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkPolicy', metadata: { name: 'a' }, spec });
  expect(evaluateOn(calicoRuleInvalid, [policy]).findings.map(({ path }) => path)).toEqual(['/spec/doNotTrack', '/spec/preDNAT']);
});
