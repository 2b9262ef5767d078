// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperConstraintMatchesNothing } from './gatekeeper-constraint-matches-nothing.ts';

const found = (match: object) => {
  const spec = { match: { ...match } };
  const object = objectOf({ apiVersion: 'constraints.gatekeeper.sh/v1beta1', kind: 'K8sA', metadata: { name: 'a' }, spec });
  return evaluateOn(gatekeeperConstraintMatchesNothing, [object]).findings.map(({ reason }) => reason);
};

test.each([
  ['Namespaced', ['Pod'], []],
  ['Namespaced', ['Namespace'], ['the scope excludes the kinds']],
  ['Cluster', ['Namespace', 'Pod'], []],
  ['Cluster', ['Widget'], []],
])('scope %s of %j', (scope, kinds, expected) => {
  expect(found({ scope, kinds: [{ apiGroups: ['*'], kinds }] })).toEqual(expected);
});

test('namespaces of which some are left', () => {
  expect(found({ namespaces: ['shop', 'bank'], excludedNamespaces: ['bank'] })).toEqual([]);
  expect(found({ namespaces: ['shop*'], excludedNamespaces: ['shop-test'] })).toEqual([]);
  expect(found({ namespaces: ['shop*'], excludedNamespaces: ['shop*'] })).toEqual(['all namespaces are excluded']);
});
