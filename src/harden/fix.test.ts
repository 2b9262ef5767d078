// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { buildInventory } from '../model/inventory.ts';
import { field, isArray } from '../model/json.ts';
import type { KubernetesObject } from '../model/object.ts';
import type { Patch } from '../model/patch.ts';
import { readSource } from '../model/read.ts';
import { newestKubernetes } from '../model/version.ts';
import { type Check, defineCheck, type Fault } from '../posture/check.ts';
import { fix, type FixResult } from './fix.ts';
import { testTime } from '../posture/testing.ts';

/** A check on Things with these faults. */
function checkOf(id: string, faults: (object: KubernetesObject) => readonly Patch[]): Check {
  return defineCheck({
    id,
    title: 'Thing is wrong',
    why: 'It is.',
    remedy: 'Mend it.',
    severity: 'low',
    layer: 'workload',
    threats: ['network-attack'],
    references: ['https://example.com'],
    aliases: [],
    appliesTo: { kinds: ['Thing.example.com'] },
    evaluate: (object) =>
      faults(object).map(
        (patch): Fault => ({ kind: 'fault', path: '', reason: 'wrong', detail: 'wrong', remedy: { kind: 'patch', patch } }),
      ),
  });
}

const has = ({ body }: KubernetesObject, key: string) => field(body, key) !== undefined;
const wants = (key: string) =>
  checkOf(`wants-${key}`, (object) => (has(object, key) ? [] : [[{ op: 'add', path: `/${key}`, value: true }]]));
const refuses = (key: string) => checkOf(`refuses-${key}`, (object) => (has(object, key) ? [[{ op: 'remove', path: `/${key}` }]] : []));

function fixed(texts: Readonly<Record<string, string>>, checks: readonly Check[]): FixResult {
  const read = Object.entries(texts).map(([name, text]) => readSource({ name, text }));
  const source = { objects: read.flatMap(({ objects }) => objects), problems: [], passedOver: 0 };
  return fix({
    inventory: buildInventory(source, newestKubernetes),
    checks,
    now: testTime,
    textOf: (name) => texts[name],
    choose: (findings) => findings,
  });
}

const thing = (rest = '') => `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n${rest}`;

test('all documents of all texts, and nothing else in them', () => {
  const texts = {
    'a.yaml': `# a\n${thing('one: 1\n')}---\n# b\n${thing()}`,
    'b.json': '{"apiVersion":"example.com/v1","kind":"Thing"}',
    'c.yaml': 'kind: Other\n',
  };
  const result = fixed(texts, [wants('one'), wants('two')]);
  expect(result.texts.map(({ source, after }) => [source, after])).toEqual([
    ['a.yaml', `# a\n${thing('one: 1\ntwo: true\n')}---\n# b\n${thing('one: true\ntwo: true\n')}`],
    ['b.json', '{"apiVersion":"example.com/v1","kind":"Thing","one":true,"two":true}'],
  ]);
  expect(result.before.findings.length).toBe(5);
  expect(result.after.findings).toEqual([]);
  expect(fixed(Object.fromEntries(result.texts.map(({ source, after }) => [source, after])), [wants('one')]).texts).toEqual([]);
});

test('indices that shift: one round after the other', () => {
  const noBad = checkOf('no-bad', ({ body }) => {
    const list = field(body, 'list');
    return isArray(list)
      ? list.flatMap((item, index) => (item === 'bad' ? [[{ op: 'remove', path: `/list/${index}` } as const]] : []))
      : [];
  });
  const result = fixed({ 'a.yaml': thing('list: [bad, good, bad, bad, fine]\n') }, [noBad]);
  expect(result.texts[0]?.after).toBe(thing('list: [good, fine]\n'));
});

test('of remedies that undo each other, the more severe stands, whatever was there first', () => {
  const checks = [{ ...wants('one'), severity: 'high' } as const, refuses('one'), wants('two')];
  const text = thing('one: true\ntwo: true\n');
  for (const before of [thing(), thing('one: true\n'), text]) {
    const result = fixed({ 'a.yaml': before }, checks);
    expect(result.texts.map(({ after }) => readSource({ name: 'a', text: after }).objects[0]?.body)).toEqual(
      before === text ? [] : [{ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' }, one: true, two: true }],
    );
    expect(result.after.findings.map(({ check }) => check)).toEqual(['refuses-one']);
    expect([...result.refusals.values()]).toEqual(['another remedy undoes it']);
  }
});

test('what is refused is told, and the rest is done', () => {
  const text = thing('one: &x {a: 1}\ntwo: *x\n');
  const into = (key: string) =>
    checkOf(`into-${key}`, ({ body }) =>
      field(field(body, key), 'b') === undefined ? [[{ op: 'add', path: `/${key}/b`, value: 1 }]] : [],
    );
  const result = fixed({ 'a.yaml': text }, [into('one'), into('two'), wants('three')]);
  expect(result.texts[0]?.after).toBe(`${text}three: true\n`);
  expect([...result.refusals.values()]).toEqual([
    'it has an anchor, and an alias elsewhere takes it in',
    'it is an alias: the value stands elsewhere, and other places may share it',
  ]);
});

test('a remedy that changes nothing is not applied for ever', () => {
  const result = fixed({ 'a.yaml': thing('one: 1\n') }, [checkOf('idle', () => [[{ op: 'replace', path: '/one', value: 1 }]])]);
  expect(result.texts).toEqual([]);
  expect([...result.refusals.values()]).toEqual(['it is there already']);
});

test('a text that is not to be changed stays', () => {
  const text = thing();
  const read = readSource({ name: 'a', text });
  const inventory = buildInventory(read, newestKubernetes);
  const input = { inventory, checks: [wants('one')], now: testTime, choose: () => [], textOf: () => text };
  expect(fix(input).texts).toEqual([]);
  expect(fix({ ...input, choose: (findings) => findings, textOf: () => undefined }).texts).toEqual([]);
});

test('a list of many objects in one document takes no longer for each', () => {
  const items = Array.from(
    { length: 1000 },
    (_, index) => `- apiVersion: example.com/v1\n  kind: Thing\n  metadata:\n    name: a${index}\n`,
  );
  const text = `apiVersion: v1\nkind: List\nitems:\n${items.join('')}`;
  const result = fixed({ 'a.yaml': text }, [wants('one'), wants('two'), wants('three')]);
  expect(result.texts[0]?.after).toBe(text.replaceAll(/(name: a\d+\n)/g, '$1  one: true\n  two: true\n  three: true\n'));
});
