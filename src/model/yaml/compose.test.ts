// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { defaultLimits } from '../limits.ts';
import { type Composed, compose } from './compose.ts';
import { DocumentFailure } from './failure.ts';
import { parse } from './parse.ts';

function composed(text: string, limits = defaultLimits): Composed {
  const { documents, failure } = parse(text, limits);
  if (failure) throw failure;
  const [document] = documents;
  if (document === undefined) throw new TypeError('nothing in the document');
  return compose(document.text, document.events, limits);
}

const valueOf = (text: string) => composed(text).value;

function failureOf(text: string, limits = defaultLimits): { readonly code: string; readonly offset: number } | undefined {
  try {
    composed(text, limits);
    return undefined;
  } catch (failure) {
    if (!(failure instanceof DocumentFailure)) throw failure;
    return { code: failure.code, offset: failure.offset };
  }
}

describe('YAML as Kubernetes reads it', () => {
  test.each<[string, Json]>([
    ['{a: yes, b: off, c: n}', { a: true, b: false, c: false }],
    ['on: a', { true: 'a' }],
    ['y: a', { true: 'a' }],
    ['[0644, 0o644]', [420, 420]],
    ['[1:30, 2024-01-01]', ['1:30', '2024-01-01']],
    ['[1_000, 1e3, 08, 0b11]', [1000, 1000, 8, 3]],
    ['a: &a {b: 1}\nc: {<<: *a}', { a: { b: 1 }, c: { b: 1 } }],
    ['!foo 1', '1'],
    ['12345678901234567890', 12345678901234567890n],
  ])('%j', (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });
});

describe('scalars in their styles', () => {
  test.each<[string, Json]>([
    ["a: 'yes'", 'yes'],
    ['a: "1"', '1'],
    ['a: |\n  1\n', '1\n'],
    ['a: |-\n  x\n\n', 'x'],
    ['a: |+\n  x\n\n', 'x\n\n'],
    ['a: |\n  x', 'x'],
    ['a: >\n  x\n  y\n\n  z\n', 'x y\nz\n'],
    ['a: |2\n   x\n', ' x\n'],
    ['a: x\n  y\n\n  z', 'x y\nz'],
    ['a: "x\\\n  y"', 'xy'],
    ['a: "\\u263A\\x41\\n"', '☺A\n'],
    ["a: 'it''s'", "it's"],
    ['a: b\r\n', 'b'],
    ['a: |\r\n  x\r\n  y\r\n', 'x\ny\n'],
    ['a:\tb\t# c', 'b'],
    ['\ufeffa: b', 'b'],
    ['a: # c', null],
    ['a: !!str', ''],
    ['a: !!binary aGk=', 'hi'],
    ['%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 1', '1'],
  ])('%j', (text, value) => {
    expect(valueOf(text)).toEqual({ a: value });
  });

  test.each(['a: .inf', 'a: -.Inf', 'a: [.nan]', 'a: !!int x'])('%s is refused, as JSON has no such value', (text) => {
    expect(failureOf(text)?.code).toBe('syntax');
  });
});

describe('keys', () => {
  test('become strings', () => {
    expect(valueOf('on: 1\n0x10: 2\n1.50: 3\n"yes": 4\n!!str 1: 5\n? b\n: 6')).toEqual({ true: 1, 16: 2, 1.5: 3, yes: 4, 1: 5, b: 6 });
  });

  test.each(['~: a', 'null: a', '? \n: a', '[a]: b', '{a: b}: c', 'a: {{ .Values.b }}', '18446744073709551615: a'])(
    '%j is refused',
    (text) => {
      expect(failureOf(text)?.code).toBe('syntax');
    },
  );

  test('of an object prototype are keys like any other', () => {
    const value = valueOf('__proto__: {a: 1}\nconstructor: 2\ntoString: 3');
    expect(Object.entries(value ?? {})).toEqual([
      ['__proto__', { a: 1 }],
      ['constructor', 2],
      ['toString', 3],
    ]);
    expect(composed('__proto__: 1\n__proto__: 2').duplicates).toHaveLength(1);
    expect(composed('toString: 1').duplicates).toHaveLength(0);
  });

  test('given twice: the last wins, and each repetition is told with its place', () => {
    const text = 'a: 1\nb: {c: 1, c: 2}\na: 3\ny: 4\ntrue: 5\n';
    expect(composed(text)).toMatchObject({
      value: { a: 3, b: { c: 2 }, true: 5 },
      duplicates: [
        { key: 'c', offset: text.indexOf('c: 2') },
        { key: 'a', offset: text.indexOf('a: 3') },
        { key: 'true', offset: text.indexOf('true') },
      ],
    });
  });
});

describe('anchors and merges', () => {
  test.each<[string, Json]>([
    ['a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    ['a: &x 1\nb: &x 2\nc: *x', { a: 1, b: 2, c: 2 }],
    ['a: &x [&x 1, *x]\nb: *x', { a: [1, 1], b: 1 }],
    ['&k a: 1\nb: *k', { a: 1, b: 'a' }],
    ['a: &k b\n*k : 2', { a: 'b', b: 2 }],
    ['a: &x {b: 1, c: 1}\nd:\n  <<: *x\n  c: 2', { a: { b: 1, c: 1 }, d: { b: 1, c: 2 } }],
    // Not as YAML's own text has it: what go-yaml v2 merges later wins over a key that stands before.
    ['c: 2\n<<: {b: 1, c: 1}', { b: 1, c: 1 }],
    ['<<: [{a: 1, b: 1}, {a: 2, c: 2}]', { a: 1, b: 1, c: 2 }],
    ['<<: {a: 1}\n<<: {b: 2}', { a: 1, b: 2 }],
    ['!!merge <<: {a: 1}', { a: 1 }],
    ['"<<": {a: 1}', { '<<': { a: 1 } }],
    ['a: <<', { a: '<<' }],
  ])('%j', (text, value) => {
    expect(composed(text)).toMatchObject({ value, duplicates: [] });
  });

  test.each(['a: *x', 'a: &x [*x]', '<<: 1', '<<: [1]', 'a: &x [{b: 1}]\n<<: *x', 'a: &x {<<: *x}'])('%j is refused', (text) => {
    expect(failureOf(text)?.code).toBe('syntax');
  });

  test('a key written twice around a merge is a duplicate, one that was merged is none', () => {
    expect(composed('a: 1\n<<: {b: 1}\nb: 2\na: 3').duplicates).toMatchObject([{ key: 'a' }]);
  });
});

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('limits', () => {
  const limits = { ...defaultLimits, depth: 10, aliasedNodes: 100 };

  test.each([
    ['flow', (depth: number) => `a: ${nested(depth - 1)}`],
    ['JSON', nested],
    ['block', (depth: number) => '- '.repeat(depth)],
    ['aliases', (depth: number) => `a: &x ${nested(depth - 3)}\nb: {c: {d: *x}}`],
  ])('depth: %s', (_, make) => {
    expect(failureOf(make(9), limits)).toBeUndefined();
    expect(failureOf(make(11), limits)?.code).toBe('too-deep');
  });

  test('depth of 10,000 is one failure, not the end of the stack', () => {
    for (const text of ['['.repeat(10_000), '{"a":'.repeat(10_000), 'a: '.concat('{a: '.repeat(10_000)), '- '.repeat(10_000)]) {
      expect(failureOf(text)?.code).toBe('too-deep');
    }
  });

  test('nodes reached through aliases are counted as often as they are reached', () => {
    const ten = `[${'1,'.repeat(10)}]`;
    expect(failureOf(`a: &a ${ten}\nb: [${'*a,'.repeat(9)}]`, limits)).toBeUndefined();
    expect(failureOf(`a: &a ${ten}\nb: [${'*a,'.repeat(10)}]`, limits)?.code).toBe('too-many-aliases');
    expect(failureOf(`a: &a ${ten}\nb: &b [*a,*a,*a]\nc: &c [*b,*b]`, limits)?.code).toBe('too-many-aliases');
  });

  test('a bomb of aliases is stopped at its fuse', () => {
    const levels = 'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefghi'[index]},`.repeat(9)}]\n`);
    expect(failureOf(`a: &a [1,1,1,1,1,1,1,1,1]\n${levels.join('')}`)?.code).toBe('too-many-aliases');
  });
});

describe('CustomResourceDefinitions', () => {
  const head = 'kind: CustomResourceDefinition\nspec:\n  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema: ';

  test('their schemas are left out', () => {
    const { value, abridged } = composed(`${head}{properties: {kind: {type: string}}}\n    served: true\n`);
    expect(value).toEqual({ kind: 'CustomResourceDefinition', spec: { versions: [{ name: 'v1', schema: {}, served: true }] } });
    expect(abridged).toBe(true);
  });

  test('not those of other objects in the same list', () => {
    const text = 'items:\n- {kind: CustomResourceDefinition, openAPIV3Schema: {}}\n- {kind: ConstraintTemplate, openAPIV3Schema: {}}';
    expect(valueOf(text)).toEqual({ items: [{ kind: 'CustomResourceDefinition' }, { kind: 'ConstraintTemplate', openAPIV3Schema: {} }] });
  });

  test('not where a later alias needs what is in them', () => {
    expect(valueOf(`${head}{type: &t object}\nother: *t`)).toMatchObject({ other: 'object' });
  });
});

test('kinds are told wherever they stand', () => {
  expect(composed('kind: List\nitems:\n- kind: Secret\n- {a: [{kind: Pod, kind2: x}]}\n- kind: 1').kinds).toEqual(
    new Set(['List', 'Secret', 'Pod']),
  );
});
