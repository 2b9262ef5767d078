// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { disruptionBudgetBlocksDrain } from './disruption-budget-blocks-drain.ts';

const faults = (spec: Json) =>
  evaluateOn(disruptionBudgetBlocksDrain, [
    objectOf({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'a' }, spec }),
  ]).findings.length;

test.each<[Json, number]>([
  [{ maxUnavailable: '0%' }, 1],
  [{ maxUnavailable: '1%' }, 0],
  [{ minAvailable: '99%' }, 0],
  [{ minAvailable: '200%' }, 1],
  [{ minAvailable: 'all' }, 0],
  [{}, 0],
  [null, 0],
])('%j', (spec, expected) => {
  expect(faults(spec)).toBe(expected);
});
