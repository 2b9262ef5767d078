// SPDX-License-Identifier: Apache-2.0
// Random documents in random styles, random patches: the new text means what the patch says, and nothing else of it moves.
import * as fc from 'fast-check';
import { dump } from 'js-yaml';
import { expect, test } from 'vitest';
import { isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import { applyPatch, equal, type PatchOperation } from '../model/patch.ts';
import { pointer, tokens, valueAt } from '../model/pointer.ts';
import { documentEdits, editedDocument, otherMeaning } from './edit-document.ts';
import { withEdits } from './layout-text.ts';
import { readDocument } from './written.ts';

const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    'api',
    'ALL',
    'yes',
    '0644',
    '1:30',
    '',
    ' a',
    'a: b',
    'a #b',
    '- a',
    '*a',
    '"',
    "it's",
    '128Mi',
    'runtime/default',
    '--x=1',
    '中',
  ),
  fc.constantFrom<Json>('one\ntwo\n', 'one\n  two', 'one\n\n', '\ttab', '2024-01-01', '1e3', '~', '<<', '=', '{', 'null', '---', 'x:'),
  fc.string({ unit: fc.constantFrom(...' \n:#-[]{}"\'|>&*!%@`,?ab1~'.split('')), maxLength: 6 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(
  fc.constantFrom('name', 'spec', 'on', '1', 'a/b', 'a~b', 'x y', '-', 'securityContext', 'add', 'drop'),
  fc.string({ minLength: 1, maxLength: 3 }),
);

const json = (depth: number): fc.Arbitrary<Json> =>
  fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: depth, withCrossShrink: true },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  })).value;

const root = fc.dictionary(key, json(4), { minKeys: 1, maxKeys: 5 }).filter((value) => !('__proto__' in value));

interface Written {
  readonly value: JsonObject;
  readonly text: string;
}

const yaml: fc.Arbitrary<Written> = fc
  .tuple(
    root,
    fc.record({
      flowLevel: fc.constantFrom(-1, -1, 1, 2, 3),
      indent: fc.constantFrom(2, 3, 4),
      lineWidth: fc.constantFrom(-1, 20),
      seqNoIndent: fc.boolean(),
      flowBracketPadding: fc.boolean(),
      quoteStyle: fc.constantFrom('single', 'double'),
    }),
    fc.array(fc.nat(30), { maxLength: 4 }),
    fc.boolean(),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([value, style, comments, crlf, open, marker]) => {
    // Comments only where no line of text can be meant: behind a line of a plain pair, and on lines of their own above one.
    const lines = dump(value, { ...style, noRefs: true })
      .trimEnd()
      .split('\n');
    const commented = lines.map((line, index) =>
      comments.includes(index) && /^ *(?:- )*[a-z]+: (?:true|false|\d+|api)$/i.test(line) ? `${line} # kept ${index}` : line,
    );
    const text = `${marker ? '---\n# head\n' : ''}${commented.join('\n')}${open ? '' : '\n'}`;
    return { value, text: crlf ? text.replaceAll('\n', '\r\n') : text };
  })
  .filter(({ value, text }) => {
    // What js-yaml writes otherwise than Kubernetes reads it is not what is tried here.
    try {
      return equal(readDocument(text).value, value);
    } catch {
      return false;
    }
  });

const pretty: fc.Arbitrary<Written> = fc
  .tuple(root, fc.constantFrom(undefined, 2, 4, '\t'), fc.boolean())
  .map(([value, indent, spaced]) => ({
    value,
    text: spaced ? ` ${JSON.stringify(value, undefined, indent)}\n` : JSON.stringify(value, undefined, indent),
  }));

/** A random operation that fits the value. */
function operationOn(
  value: JsonObject,
  seeds: readonly number[],
  what: Json,
  op: 'add' | 'replace' | 'remove',
): PatchOperation | undefined {
  let node: Json = value;
  const path: (string | number)[] = [];
  for (const seed of seeds) {
    const names: readonly (string | number)[] = isArray(node) ? [...node.keys()] : isObject(node) ? Object.keys(node) : [];
    const name = names[seed % Math.max(1, names.length)];
    if (name === undefined) break;
    const child: Json | undefined = isArray(node) ? node[Number(name)] : isObject(node) ? node[name] : undefined;
    path.push(name);
    if (child === undefined) return undefined;
    node = child;
  }
  if (op === 'remove') return path.length === 0 ? undefined : { op, path: pointer(...path) };
  if (op === 'add' && (isArray(node) || isObject(node))) {
    const last = isArray(node) ? (seeds.length % 2 === 0 ? '-' : (seeds[0] ?? 0) % (node.length + 1)) : 'added';
    return { op, path: pointer(...path, last), value: what };
  }
  return path.length === 0 ? undefined : { op: 'replace', path: pointer(...path), value: what };
}

const step = fc.tuple(fc.array(fc.nat(20), { maxLength: 5 }), json(2), fc.constantFrom('add', 'add', 'replace', 'remove'));

function isFilled(value: Json | undefined): boolean {
  return (isArray(value) && value.length > 0) || (isObject(value) && Object.keys(value).length > 0 && !Object.hasOwn(value, 'added'));
}

function tried({ value, text }: Written, steps: readonly (readonly [readonly number[], Json, 'add' | 'replace' | 'remove'])[]): string {
  let expected = value;
  const patch: PatchOperation[] = [];
  for (const [seeds, what, op] of steps) {
    const operation = operationOn(expected, seeds, what, op);
    if (operation === undefined) continue;
    expected = applyPatch(expected, [operation]);
    patch.push(operation);
  }
  const edited = editedDocument(text, [{ pointer: '', patch }]);
  if (typeof edited !== 'string') return edited.refused;
  expect(readDocument(edited).value).toEqual(expected);
  const edits = documentEdits(text, [{ pointer: '', patch }]);
  if ('refused' in edits) throw new Error(edits.refused);
  expect(withEdits(text, edits)).toBe(edited);
  // Comments on what the patch does not touch at all are all there.
  if (patch.every(({ op }) => op === 'add')) {
    for (const [comment] of text.matchAll(/# (?:kept \d+|head)/g)) expect(edited).toContain(comment);
  }
  // What is added to a collection that is not empty takes nothing away; a scalar makes room for a scalar and no more.
  const [only, ...others] = patch;
  const parent = only === undefined ? undefined : valueAt(value, pointer(...tokens(only.path).slice(0, -1)));
  if (only?.op === 'add' && others.length === 0 && isFilled(parent)) {
    expect(edits.map(({ start, end }) => end - start).filter((length) => length > 0)).toEqual([]);
  }
  // Line ends stay of one kind.
  if (text.includes('\r\n')) expect(edited.replaceAll('\r\n', '')).not.toContain('\n');
  return '';
}

test.each<[string, fc.Arbitrary<Written>]>([
  ['YAML', yaml],
  ['JSON', pretty],
])('%s', (_, documents) => {
  const refusals = new Map<string, number>();
  const runs = 600;
  fc.assert(
    fc.property(documents, fc.array(step, { minLength: 1, maxLength: 4 }), (document, steps) => {
      const refused = tried(document, steps);
      refusals.set(refused, (refusals.get(refused) ?? 0) + 1);
    }),
    { numRuns: runs },
  );
  // The safety net holds, and is rarely needed.
  const unsafe = refusals.get(otherMeaning) ?? 0;
  expect(unsafe + (refusals.get('the document cannot be read') ?? 0)).toBeLessThan(runs / 50);
});
