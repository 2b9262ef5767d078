// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { gatekeeperConstraintUnknownField } from './gatekeeper-constraint-unknown-field.ts';

test('a constraint without a spec has nothing unknown', () => {
  const body = { apiVersion: 'constraints.gatekeeper.sh/v1beta1', kind: 'K8sA', metadata: { name: 'a' } };
  expect(evaluateOn(gatekeeperConstraintUnknownField, [objectOf(body)]).findings).toEqual([]);
  const nested = objectOf({ ...body, spec: { match: { kinds: [{ apiGroup: [''], kinds: ['Pod'] }] } } });
  expect(evaluateOn(gatekeeperConstraintUnknownField, [nested]).findings.map(({ path }) => path)).toEqual(['/spec/match/kinds/0/apiGroup']);
});
