// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from './limits.ts';
import { displayName } from './object.ts';
import { valueAt } from './pointer.ts';
import { type ReadResult, readSource } from './read.ts';
import { compose } from './yaml/compose.ts';
import { locate } from './yaml/locate.ts';
import { parse } from './yaml/parse.ts';

const read = (text: string): ReadResult => readSource({ name: 'a.yaml', text });
const namesIn = (text: string) => read(text).objects.map(displayName);
const problemsIn = (text: string) => read(text).problems.map(({ code, line, column }) => `${code} ${line}:${column}`);

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;

describe('objects', () => {
  test('with what every engine asks for, and where they stand', () => {
    const text = `# c\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop, labels: {a: b}, annotations: {c: "1"}}\nspec: {}\n`;
    expect(read(text)).toEqual({
      objects: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: 'shop',
          name: 'web',
          labels: { a: 'b' },
          annotations: { c: '1' },
          body: expect.objectContaining({ spec: {} }),
          origin: { kind: 'file', source: 'a.yaml', start: 4, end: text.length, pointer: '' },
        },
      ],
      problems: [],
      passedOver: 0,
    });
  });

  test.each<[string, string[]]>([
    [`${pod('a')}---\n${pod('b')}...\n${pod('c')}`, ['Pod/a', 'Pod/b', 'Pod/c']],
    [`\ufeff${pod('a')}`, ['Pod/a']],
    [pod('a').replaceAll('\n', '\r\n'), ['Pod/a']],
    ['{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}\n{"apiVersion":"v1","kind":"Pod"}', ['Pod/a', 'Pod/']],
    ['\ufeff{\n\t"apiVersion": "v1",\n\t"kind": "Pod"\n}', ['Pod/']],
    ['apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}', ['Pod/']],
  ])('of %j', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  test('documents with nothing but comments do not count, others are passed over', () => {
    const values = 'image: nginx\n';
    const kustomization = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n';
    const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\n';
    const text = [
      '# c\n',
      '',
      values,
      kustomization,
      'resources: []\n',
      '- a\n',
      'text\n',
      'null\n',
      'kind: Pod\n',
      'apiVersion: 1\nkind: 2\n',
      flux,
    ];
    const { objects, passedOver, problems } = read(text.join('---\n'));
    expect({ names: objects.map(displayName), passedOver, problems }).toEqual({ names: ['Kustomization/a'], passedOver: 8, problems: [] });
  });
});

describe('lists', () => {
  test.each<[string, string[]]>([
    [
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- {kind: Pod}\n- null',
      ['/items/0 v1 Pod/a'],
    ],
    [
      'apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- {metadata: {name: a}}\n- {kind: ReplicaSet}',
      ['/items/0 apps/v1 Deployment/a', '/items/1 apps/v1 ReplicaSet/'],
    ],
    [
      '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"PodList","items":[{},{}]}]}',
      ['/items/0/items/0 v1 Pod/', '/items/0/items/1 v1 Pod/'],
    ],
    ['apiVersion: v1\nkind: List\nitems: []', []],
    ['apiVersion: example.com/v1\nkind: AllowList\nspec: {}', [' example.com/v1 AllowList/']],
  ])('%j', (text, expected) => {
    const found = read(text).objects.map(
      (object) => `${object.origin.kind === 'file' ? object.origin.pointer : ''} ${object.apiVersion} ${displayName(object)}`,
    );
    expect(found).toEqual(expected);
  });
});

describe('bad input is one line each, and the rest is read', () => {
  test.each<[string, string, string[], string[]]>([
    ['broken in the middle', `${pod('a')}---\na: [\n---\n${pod('b')}`, ['Pod/a', 'Pod/b'], ['syntax 6:4']],
    ['quotes never closed', `a: "\n---\n${pod('b')}`, ['Pod/b'], ['syntax 1:4']],
    ['truncated', `${pod('a')}spec:\n  containers: [{name`, [], ['syntax 6:16']],
    ['tabs', `${pod('a')}spec:\n\tcontainers: []\n---\n${pod('b')}`, ['Pod/b'], ['syntax 6:1']],
    ['truncated JSON', '{"apiVersion": "v1", "kind": ', [], ['syntax 1:1']],
    ['a broken line of JSON', '{"apiVersion":"v1","kind":"Pod"}\n{"a"\n', ['Pod/'], ['syntax 3:1']],
    ['duplicate keys', `${pod('a')}kind: Pod\nspec: {a: 1, a: 2}\n`, ['Pod/a'], ['duplicate-key 5:1', 'duplicate-key 6:14']],
    ['duplicate keys of something else', 'a: 1\na: 2\n', [], []],
    ['a zero byte', `${pod('a')}# \0`, [], ['binary 5:3']],
    ['deep', `---\n${pod('a')}---\n${'['.repeat(10_000)}`, ['Pod/a'], ['too-deep 7:100']],
    ['aliases', `a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [${'*a,'.repeat(999)}]\nc: [${'*b,'.repeat(40)}]`, [], ['too-many-aliases 3:101']],
    ['an infinite number', `${pod('a')}spec: .inf\n`, [], ['syntax 5:7']],
    ['no key', `${pod('a')}~: 1\n`, [], ['syntax 5:1']],
  ])('%s', (_, text, names, problems) => {
    expect(namesIn(text)).toEqual(names);
    expect(problemsIn(text)).toEqual(problems);
  });

  test('of many duplicate keys the first are told one by one', () => {
    const { problems } = read(`${pod('a')}data: {${'x: 1, '.repeat(5000)}}`);
    expect(problems).toHaveLength(defaultLimits.duplicateKeys + 1);
    expect(problems.at(-1)?.reason).toMatch(/^4989 more keys/);
  });

  test('a document beyond the limit is refused unread', () => {
    const limits = { ...defaultLimits, documentLength: 100 };
    const { objects, problems } = readSource({ name: 'a', text: `${pod('a')}---\n${pod('b'.repeat(100))}---\n${pod('c')}` }, limits);
    expect(objects.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(problems).toMatchObject([{ code: 'document-too-large', line: 5 }]);
  });

  test('a template of Helm is told once for each file', () => {
    const { problems } = read(`{{- if .Values.a }}\n${pod('a')}---\nkind: {{ .Values.b }}\n---\na: [\n`);
    expect(problems).toMatchObject([
      { line: 1, reason: "looks like a Helm template: scan the chart's folder instead" },
      { line: 9, column: 4, reason: expect.not.stringMatching('Helm') },
    ]);
  });

  test.each<[string, string, string[]]>([
    ['metadata: x', '', ['metadata must be object, not string: Kubernetes refuses this object']],
    [
      'metadata: {name: 1, namespace: [a]}',
      '',
      ['metadata.name must be string, not number 1', 'metadata.namespace must be string, not array'],
    ],
    [
      'metadata: {name: a, labels: {b: c, d: 1, e: null}, annotations: 2}',
      'a',
      ['metadata.labels.d', 'metadata.annotations must be object'],
    ],
  ])('%s is a wrong type, and still an object', (metadata, name, reasons) => {
    const { objects, problems } = read(`apiVersion: v1\nkind: Service\n${metadata}\n`);
    expect(objects).toMatchObject([{ kind: 'Service', name }]);
    expect(problems.map(({ code, line }) => `${code} ${line}`)).toEqual(reasons.map(() => 'wrong-type 3'));
    reasons.forEach((reason, index) => expect(problems[index]?.reason).toContain(reason));
  });
});

describe('properties', () => {
  const fragments = [
    'apiVersion: v1\n',
    'kind: Pod\n',
    'kind: List\n',
    'items:\n',
    '- ',
    '  ',
    'metadata: ',
    '{',
    '}',
    '[',
    ']',
    ',',
    ': ',
    '"',
    "'",
    '\n',
    '---\n',
  ];
  const oddities = [
    '&a ',
    '*a',
    '<<: *a\n',
    '!x ',
    '|\n',
    '>-\n',
    '# c',
    '\t',
    '\r',
    '\ufeff',
    '\0',
    '{{',
    '%a',
    '? ',
    '\\',
    '\u2028',
    '\u{1f600}',
    '\ud800',
    '1',
    '~',
    '...\n',
  ];

  test('no text makes reading throw, and every object is found again in its text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...fragments), fc.constantFrom(...oddities)), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const { origin, apiVersion } of read(text).objects) {
          if (origin.kind !== 'file') throw new TypeError('read from a file');
          const documentText = text.slice(origin.start, origin.end);
          const [document] = parse(documentText, defaultLimits).documents;
          if (document === undefined) throw new TypeError('its document is gone');
          const { value } = compose(document.text, document.events, defaultLimits);
          const found = valueAt(value, `${origin.pointer}/apiVersion`);
          if (found === undefined) continue;
          expect(found).toBe(apiVersion);
          expect(locate(documentText, `${origin.pointer}/apiVersion`)).toBeDefined();
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('nor does any string at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(() => read(text)).not.toThrow();
      }),
    );
  });
});
