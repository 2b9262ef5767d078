// SPDX-License-Identifier: Apache-2.0
// What a cluster did not show makes verdicts unknown, and only those that depend on it.
import { expect, test } from 'vitest';
import { buildInventory, type Gap, type Inventory, objectsNamed, objectsOfKind } from '../model/inventory.ts';
import type { JsonObject } from '../model/json.ts';
import type { KubernetesObject } from '../model/object.ts';
import { newestKubernetes } from '../model/version.ts';
import { type CheckMetadata, defineCheck, type Evaluate, type Fault } from './check.ts';
import { evaluate } from './evaluate.ts';
import { perInventory } from './facts/per-inventory.ts';
import { objectOf, testTime } from './testing.ts';

const meta: CheckMetadata = {
  id: 'a',
  title: 'A',
  why: 'a',
  remedy: 'a',
  severity: 'low',
  layer: 'workload',
  threats: ['data-exposure'],
  references: [],
  aliases: [],
};
const fault: Fault = { kind: 'fault', path: '', reason: 'bad', detail: 'bad' };
const serviceCheck = (evaluated: Evaluate<KubernetesObject>) =>
  defineCheck({ ...meta, appliesTo: { kinds: ['Service'] }, evaluate: evaluated });
const secretNames = perInventory((inventory) => objectsOfKind(inventory, 'Secret', '').map(({ name }) => name));

const named = (kind: string, name: string, namespace = 'shop'): JsonObject => ({ apiVersion: 'v1', kind, metadata: { name, namespace } });
const objects = [named('Service', 'a'), named('Service', 'b', 'bank'), named('ServiceAccount', 'c')].map(objectOf);
const origin = { kind: 'cluster', context: 'test', resourceVersion: '' } as const;
const gapOf = (kind: string): Gap => ({
  apiVersion: 'v1',
  kind,
  namespace: '',
  origin,
  reason: 'not shown',
  need: 'permission to list',
  resource: kind,
  where: '',
});

function inventoryOf(gaps: readonly Gap[], scope?: string): Inventory {
  return buildInventory({ objects, problems: [], passedOver: 0, gaps, ...(scope === undefined ? {} : { scope }) }, newestKubernetes);
}

function verdicts(evaluated: Evaluate<KubernetesObject>, gaps: readonly Gap[], scope?: string) {
  const check = serviceCheck(evaluated);
  const { findings, tallies } = evaluate(inventoryOf(gaps, scope), [check], testTime);
  return { tally: tallies.get('a'), told: findings.map(({ object, verdict, missing }) => `${object.name} ${verdict}: ${missing ?? ''}`) };
}

test('a kind that was not shown is one unknown verdict besides those on what was', () => {
  const { tally, told } = verdicts(({ name }) => (name === 'a' ? [fault] : []), [gapOf('Service')]);
  expect(tally).toEqual({ pass: 1, fail: 1, unknown: 1 });
  expect(told).toEqual(['a fail: ', '* unknown: permission to list Service']);
});

test.each<[string, Evaluate<KubernetesObject>]>([
  ['by kind', (_, { inventory }) => (objectsOfKind(inventory, 'Secret', '').length === 0 ? [fault] : [])],
  ['by name', (_, { inventory }) => (objectsNamed(inventory, 'Secret', '', 'shop', 'x').length === 0 ? [fault] : [])],
  ['by an index of all kinds', (_, { inventory }) => (inventory.byName.get('x') === undefined ? [fault] : [])],
  ['by what was computed once', (_, { inventory }) => (secretNames(inventory).length === 0 ? [fault] : [])],
])('a verdict that looked at it %s is unknown, be it pass or fail', (_, evaluated) => {
  expect(verdicts(evaluated, [gapOf('Secret')])).toEqual({
    tally: { pass: 0, fail: 0, unknown: 2 },
    told: ['a unknown: permission to list Secret', 'b unknown: permission to list Secret'],
  });
  expect(verdicts(evaluated, [gapOf('Node')]).tally).toEqual(
    evaluated.toString().includes('byName') ? { pass: 0, fail: 0, unknown: 2 } : { pass: 0, fail: 2, unknown: 0 },
  );
  expect(verdicts(evaluated, []).tally).toEqual({ pass: 0, fail: 2, unknown: 0 });
});

test('with a scope nothing outside of it is judged, and gaps outside of it count where they were looked at', () => {
  expect(verdicts(() => [fault], [], 'bank').told).toEqual(['b fail: ']);
  expect(verdicts(() => [], [gapOf('Node')], 'bank').tally).toEqual({ pass: 1, fail: 0, unknown: 0 });
});

test('an object of which only the metadata is known is not judged', () => {
  const bare: KubernetesObject = { ...objectOf(named('Service', 'a')), metadataOnly: true };
  const inventory = buildInventory({ objects: [bare], problems: [], passedOver: 0 }, newestKubernetes);
  expect(evaluate(inventory, [serviceCheck(() => [fault])], testTime).tallies.get('a')).toEqual({ pass: 0, fail: 0, unknown: 0 });
});

test('content that is never asked of a cluster is not missed there', () => {
  const check = defineCheck({ ...meta, appliesTo: { kinds: ['Secret', 'ConfigMap', 'Service'] }, evaluate: () => [] });
  const { tallies } = evaluate(inventoryOf([gapOf('Secret'), gapOf('ConfigMap')]), [check], testTime);
  expect(tallies.get('a')).toEqual({ pass: 2, fail: 0, unknown: 0 });
});
