// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { isArray, isObject, type Json } from '../json.ts';
import { defaultLimits } from '../limits.ts';
import { type Pointer, pointer, valueAt } from '../pointer.ts';
import { compose } from './compose.ts';
import { createLocator, locate } from './locate.ts';
import { parse } from './parse.ts';

function textsAt(text: string, path: Pointer): { readonly key?: string; readonly value: string } | undefined {
  const found = locate(text, path);
  const value = found && text.slice(found.value.start, found.value.end);
  return value === undefined ? undefined : { ...(found?.key && { key: text.slice(found.key.start, found.key.end) }), value };
}

function valueOf(text: string): Json | undefined {
  const [document] = parse(text, defaultLimits).documents;
  return document && compose(document.text, document.events, defaultLimits).value;
}

const pod = `# a pod
---
apiVersion: v1
"kind" : Pod   # comment
spec:
  # before
  containers:
  - name: web   # comment
    args: [a, "b", {c: d}, e: f]   # after

  - &two
    name: 'two'
    command:
    - |
      run
      it

    -
  empty:

  last: x
# the end
`;

describe('ranges are tight', () => {
  test.each<[Pointer, string | undefined, string]>([
    ['/apiVersion', 'apiVersion', 'v1'],
    ['/kind', '"kind"', 'Pod'],
    ['/spec/containers/0/name', 'name', 'web'],
    ['/spec/containers/0/args', 'args', '[a, "b", {c: d}, e: f]'],
    ['/spec/containers/0/args/1', undefined, '"b"'],
    ['/spec/containers/0/args/2', undefined, '{c: d}'],
    ['/spec/containers/0/args/3', undefined, 'e: f'],
    ['/spec/containers/0/args/3/e', 'e', 'f'],
    ['/spec/containers/0', undefined, 'name: web   # comment\n    args: [a, "b", {c: d}, e: f]'],
    ['/spec/containers/1/name', 'name', "'two'"],
    ['/spec/containers/1/command', 'command', '- |\n      run\n      it\n\n    -'],
    ['/spec/containers/1/command/0', undefined, '|\n      run\n      it'],
    ['/spec/containers/1/command/1', undefined, ''],
    ['/spec/empty', 'empty', ''],
    ['/spec/last', 'last', 'x'],
  ])('%s', (path, key, value) => {
    expect(textsAt(pod, path)).toEqual(key === undefined ? { value } : { key, value });
  });

  test('the document itself', () => {
    const value = textsAt(pod, '')?.value;
    expect(value?.startsWith('apiVersion')).toBe(true);
    expect(value?.endsWith('last: x')).toBe(true);
  });

  test('a value left out stands behind its colon or dash', () => {
    expect(locate(pod, '/spec/empty')?.value.start).toBe(pod.indexOf('empty:') + 'empty:'.length);
    expect(locate('- \n- a', '/0')?.value).toEqual({ start: 1, end: 1 });
    expect(locate('? a\n: b\n? c', '/c')?.value).toEqual({ start: 11, end: 11 });
    expect(locate('{a, b: }', '/b')?.value).toEqual({ start: 6, end: 6 });
  });

  test.each(['/spec/none', '/spec/containers/2', '/spec/containers/00', '/spec/containers/x', '/apiVersion/0'])('%s is nowhere', (path) => {
    expect(locate(pod, path)).toBeUndefined();
  });

  test.each<[string, Pointer, string]>([
    ['a: >-  # c\n  x\n\n\nb: 1', '/a', '>-  # c\n  x'],
    ['a: |+\n  x\n\nb: 1', '/a', '|+\n  x\n\n'],
    ['a: # b | c\n  |\n  x \n   \n \n', '/a', '|\n  x \n   '],
    ['a: x\n  y # c\nb: 1', '/a', 'x\n  y'],
    ['a: !!str 1', '/a', '1'],
    ['a: !!str', '/a', ''],
    ['a: [\n  b\n] # c', '/a', '[\n  b\n]'],
    ['a: {b:, c: d}', '/a/c', 'd'],
    ['"a\\u002fb": {c~d: 1}', '/a~1b/c~0d', '1'],
    ['on: {0x10: 1}', '/true/16', '1'],
    ['{"a": {"b": [1, {"c": "d"}]}}', '/a/b/1/c', '"d"'],
    ['\ufeff{"a": 1}', '/a', '1'],
    ['\ufeff---\na: 1', '/a', '1'],
  ])('%j %s', (text, path, value) => {
    expect(textsAt(text, path)?.value).toBe(value);
  });
});

describe('what Kubernetes takes', () => {
  const merged = 'x: &x {a: 1, b: 2}\ny: &y\n  a: 3\nz:\n  <<: [*x, *y]\n  b: 4\nw: *x\nd: 5\nd: 6\n';

  test.each<[Pointer, string]>([
    ['/z/a', '1'],
    ['/z/b', '4'],
    ['/w/b', '2'],
    ['/w', '*x'],
    ['/d', '6'],
  ])('%s', (path, value) => {
    expect(textsAt(merged, path)?.value).toBe(value);
  });

  test('an anchor given again stands for the nearest above', () => {
    expect(locate('a: &x {b: 1}\nc: *x\nd: &x {b: 2}\ne: *x', '/c/b')?.value.start).toBe(10);
    expect(locate('a: &x {b: 1}\nc: *x\nd: &x {b: 2}\ne: *x', '/e/b')?.value.start).toBe(29);
  });

  test('a mapping that merges itself has an end', () => {
    expect(locate('a: &x {<<: *x, b: 1}', '/a/b')).toBeDefined();
    expect(locate('a: &x [*x]', '/a/0/0/0/0')).toBeDefined();
  });
});

test('a document that cannot be read has no nodes', () => {
  for (const text of ['', '# c', 'a: [', '{"a":', '\0']) expect(createLocator(text).locate('')).toBeUndefined();
});

/** Every pointer into a value. */
function pointersInto(value: Json, path: Pointer = ''): Pointer[] {
  const children: [string | number, Json][] = isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return [path, ...children.flatMap(([key, child]) => pointersInto(child, `${path}${pointer(key)}`))];
}

/** The text of a node as a document of its own: indented as it was, since its first line lost what stood before it. */
function alone(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const content = text.slice(start, end);
  return `${' '.repeat(column)}${content}${content.endsWith('\n') ? '' : '\n'}`;
}

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...' \n:#-[]{}"\'|>&*!%@`,?ab1~'.split('')) }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('a', 'on', '1', 'x y')), tie('value'), { maxKeys: 4 }),
  ),
})).value;

const styles = fc.record({
  flowLevel: fc.constantFrom(-1, 0, 1, 2),
  indent: fc.constantFrom(2, 3, 4),
  lineWidth: fc.constantFrom(-1, 20, 80),
  seqNoIndent: fc.boolean(),
  flowBracketPadding: fc.boolean(),
  quoteStyle: fc.constantFrom('single', 'double'),
});

test('random values written by js-yaml are read back, and the text at every pointer is the value there', () => {
  fc.assert(
    fc.property(json, styles, (value, style) => {
      const root = { root: value };
      const text = dump(root, { ...style, noRefs: true });
      expect(valueOf(text)).toEqual(root);
      const locator = createLocator(text);
      for (const path of pointersInto(root)) {
        const content = alone(text, locator.locate(path)?.value ?? { start: 0, end: 0 });
        // What an indentation indicator says is from the parent, which is not there any more.
        const isLost = /^ *[|>][-+]?\d/.test(content);
        expect(isLost ? valueAt(root, path) : (valueOf(content) ?? null)).toEqual(valueAt(root, path));
      }
    }),
  );
});
