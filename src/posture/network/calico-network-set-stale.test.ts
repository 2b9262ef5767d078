// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf, testTime } from '../testing.ts';
import { calicoNetworkSetStale } from './calico-network-set-stale.ts';

const daysAgo = (days: number) => new Date(testTime - days * 86_400_000).toISOString();
const tally = (metadata: Record<string, unknown>) => {
  const body = JSON.parse(
    JSON.stringify({ apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkSet', metadata: { name: 'geo-a', ...metadata } }),
  );
  return evaluateOn(calicoNetworkSetStale, [objectOf(body)]).tallies.get('calico-network-set-stale');
};

test.each([
  [90, 0],
  [91, 1],
])('%i days', (days, fail) => {
  expect(tally({ creationTimestamp: daysAgo(days) })).toEqual({ pass: 1 - fail, fail, unknown: 0 });
});

test('the last who wrote it counts, not who made it', () => {
  const managedFields = [{ time: daysAgo(300) }, { time: daysAgo(3) }];
  expect(tally({ creationTimestamp: daysAgo(400), managedFields })).toEqual({ pass: 1, fail: 0, unknown: 0 });
});

test('what is no date says nothing', () => {
  expect(tally({ annotations: { 'example.com/updated': 'yesterday' } })).toEqual({ pass: 0, fail: 0, unknown: 0 });
});
