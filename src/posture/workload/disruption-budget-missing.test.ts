// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { disruptionBudgetMissing } from './disruption-budget-missing.ts';

const budget = (namespace: string, selector: object | null) =>
  objectOf({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'a', namespace }, spec: { selector } as never });
const workload = objectOf({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'data' },
  spec: { replicas: 3, template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'a', image: 'a' }] } } },
});
const faults = (...budgets: readonly ReturnType<typeof budget>[]) =>
  evaluateOn(disruptionBudgetMissing, [workload, ...budgets]).findings.length;

test('a budget counts in its own namespace only', () => {
  expect(faults(budget('data', { matchLabels: { app: 'db' } }))).toBe(0);
  expect(faults(budget('other', { matchLabels: { app: 'db' } }))).toBe(1);
});

test('an empty selector selects all pods, none selects no pod', () => {
  expect(faults(budget('data', {}))).toBe(0);
  expect(faults(budget('data', null))).toBe(1);
});
