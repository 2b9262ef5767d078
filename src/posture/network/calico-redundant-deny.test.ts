// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { calicoRedundantDeny } from './calico-redundant-deny.ts';

const deny = { action: 'Deny', source: { nets: ['1.2.3.0/24'] } };
const pathsOf = (rule: object) =>
  evaluateOn(calicoRedundantDeny, [
    objectOf({
      apiVersion: 'projectcalico.org/v3',
      kind: 'NetworkPolicy',
      metadata: { name: 'a' },
      spec: { order: 1, ingress: [deny, { ...rule }] },
    }),
  ]).findings.map(({ path }) => path);

test('a later rule that names no addresses, passes on or cannot be read may need it', () => {
  expect(pathsOf({ action: 'Allow', source: { selector: 'has(a)' } })).toEqual([]);
  expect(pathsOf({ action: 'Pass', source: { nets: ['10.0.0.0/8'] } })).toEqual([]);
  expect(pathsOf({ action: 'Allow', source: { nets: ['ten'] } })).toEqual([]);
  expect(pathsOf({ action: 'Allow', source: { nets: ['2000::/3'] } })).toEqual(['/spec/ingress/0']);
});
