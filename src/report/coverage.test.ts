// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readOnlyRootFilesystem } from '../posture/workload/read-only-root-filesystem.ts';
import { coverageByLayer, coverageByThreat } from './coverage.ts';

const check = readOnlyRootFilesystem;
const critical = { ...check, id: 'critical-one', severity: 'critical' } as const;
const workload = (tallies: ReadonlyMap<string, { pass: number; fail: number; unknown: number }>, checks = [check]) =>
  coverageByLayer(checks, tallies).find(({ name }) => name === 'workload');

test('nothing evaluated is no data, never 100 %', () => {
  expect(workload(new Map())).toEqual({ name: 'workload', pass: 0, fail: 0, unknown: 0 });
  expect(workload(new Map([[check.id, { pass: 0, fail: 0, unknown: 0 }]]))).not.toHaveProperty('coverage');
});

test('unknown lowers coverage and leaves compliance alone', () => {
  expect(workload(new Map([[check.id, { pass: 3, fail: 1, unknown: 4 }]]))).toMatchObject({ coverage: 0.5, compliance: 0.75 });
});

test('only unknown verdicts give no compliance', () => {
  expect(workload(new Map([[check.id, { pass: 0, fail: 0, unknown: 4 }]]))).toEqual({
    name: 'workload',
    pass: 0,
    fail: 0,
    unknown: 4,
    coverage: 0,
  });
});

test('a critical failure caps compliance', () => {
  const tallies = new Map([
    [check.id, { pass: 98, fail: 0, unknown: 0 }],
    ['critical-one', { pass: 1, fail: 1, unknown: 0 }],
  ]);
  expect(workload(tallies, [check, critical])).toMatchObject({ compliance: 0.5, capped: true });
});

test('a check counts for each of its threats', () => {
  const tallies = new Map([[check.id, { pass: 1, fail: 1, unknown: 0 }]]);
  const counted = coverageByThreat([check], tallies).filter(({ coverage }) => coverage !== undefined);
  expect(counted.map(({ name }) => name)).toEqual(check.threats);
});
