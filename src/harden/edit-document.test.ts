// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Json } from '../model/json.ts';
import type { PatchOperation } from '../model/patch.ts';
import { redacted } from '../model/redact.ts';
import { editedDocument, otherMeaning } from './edit-document.ts';

const edited = (text: string, ...patch: readonly PatchOperation[]) => editedDocument(text, [{ pointer: '', patch }]);
const set = (path: string, value: Json): PatchOperation => ({ op: 'replace', path, value });
const add = (path: string, value: Json): PatchOperation => ({ op: 'add', path, value });
const remove = (path: string): PatchOperation => ({ op: 'remove', path });

describe('block style', () => {
  test.each<[string, string, PatchOperation, string]>([
    [
      'a key behind the last, above comments as deep as it',
      'a:\n  b: 1 # one\n  # two\nc: 1\n',
      add('/a/d', true),
      'a:\n  b: 1 # one\n  d: true\n  # two\nc: 1\n',
    ],
    [
      'a key behind comments that belong to the last',
      'a:\n  b:\n    c: 1\n    # d: 1\n',
      add('/a/e', 1),
      'a:\n  b:\n    c: 1\n    # d: 1\n  e: 1\n',
    ],
    ['a key of a list item', 'l:\n- name: x\n  # y\n- z\n', add('/l/0/k', 'm'), 'l:\n- name: x\n  k: m\n  # y\n- z\n'],
    ['an item of a list that is not indented', 'l:\n- a\nz: 1\n', add('/l/-', { b: ['c'] }), 'l:\n- a\n- b:\n  - c\nz: 1\n'],
    ['an item in front', 'l:\n  - a\n', add('/l/0', 'b'), 'l:\n  - b\n  - a\n'],
    ['no line break at the end', 'a:\n  b: 1', add('/a/c', [1]), 'a:\n  b: 1\n  c:\n    - 1'],
    ['CRLF', 'a:\r\n  b: 1\r\n', add('/a/c', { d: 1 }), 'a:\r\n  b: 1\r\n  c:\r\n    d: 1\r\n'],
    ['an empty mapping', 'a:\n    b: {} # none\n', add('/a/b/c', 1), 'a:\n    b: # none\n        c: 1\n'],
    ['an empty list', 'a: []\n', add('/a/-', 'x'), 'a:\n  - x\n'],
    ['null', 'a: null # c\n', set('/a', { b: 1 }), 'a: # c\n  b: 1\n'],
    ['a value left out', 'a: # c\nb: 1\n', set('/a', false), 'a: false # c\nb: 1\n'],
    ['a value left out, by a mapping', 'a: # c\nb: 1\n', set('/a', { c: 1 }), 'a: # c\n  c: 1\nb: 1\n'],
    ['an item left out', '- # c\n- a\n', set('/0', 'x'), '- x # c\n- a\n'],
    ['a block by a scalar', 'a: # c\n  b: 1\n  # d\nc: 2\n', set('/a', 1), 'a: 1 # c\nc: 2\n'],
    ['a block scalar', 'a: |\n  x\n\nb: 1\n', set('/a', 'w'), 'a: w\n\nb: 1\n'],
    ['a block scalar that keeps its end', 'a: |+\n  x\n\nb: 1\n', set('/a', 'w'), 'a: w\nb: 1\n'],
    ['behind a block scalar', 'a:\n  b: |\n    x\n\nc: 1\n', add('/a/d', 1), 'a:\n  b: |\n    x\n  d: 1\n\nc: 1\n'],
    ['text of several lines', 'a: 1\n', add('/b', 'x\n  y\n'), 'a: 1\nb: |\n  x\n    y\n'],
    [
      'what other readers take for something else',
      'a: x\n',
      add('/b', ['yes', '0644', '1:30', '', '* a', 'on', '2024-01-01']),
      'a: x\nb:\n  - "yes"\n  - "0644"\n  - "1:30"\n  - ""\n  - "* a"\n  - "on"\n  - "2024-01-01"\n',
    ],
    ['quotes as they stand', 'a: \'x\'\nl:\n  - "y"\n', set('/a', 'z'), 'a: \'z\'\nl:\n  - "y"\n'],
    ['quotes as they stand beside it', 'l:\n  - "y"\n', add('/l/-', 'z'), 'l:\n  - "y"\n  - "z"\n'],
    [
      'a removed key takes its comment along, not the one above',
      'a:\n  # above\n  b: 1 # beside\n  c: 1\n',
      remove('/a/b'),
      'a:\n  # above\n  c: 1\n',
    ],
    ['the first key of a list item', '- a: 1 # x\n  b: 2\n', remove('/0/a'), '- b: 2\n'],
    ['the first key of a list item, with a comment between', '- a: 1\n  # c\n  b: 2\n', remove('/0/a'), '-\n  # c\n  b: 2\n'],
    ['the last of a mapping', 'a:\n  b: 1\nc: 1\n', remove('/a/b'), 'a: {}\nc: 1\n'],
    ['the last of a list', 'a:\n- b: 1\nc: 1\n', remove('/a/0'), 'a: []\nc: 1\n'],
    ['an item of a list in a list', '- - a\n  - b\n', remove('/0/0'), '- - b\n'],
    ['an alias by a value of its own', 'a: &x 1\nb: *x\n', set('/b', 2), 'a: &x 1\nb: 2\n'],
    ['behind a merge', 'a: &x {b: 1}\nc:\n  <<: *x\n', add('/c/d', 1), 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 1\n'],
    ['what a merge does not touch', 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 1\n', set('/c/d', 2), 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n'],
    ['of a list replaced, what is the same stays', 'a:\n  - x # one\n  - y\n', set('/a', ['x', 'z']), 'a:\n  - x # one\n  - z\n'],
  ])('%s', (_, text, operation, expected) => {
    expect(edited(text, operation)).toBe(expected);
  });
});

describe('between brackets', () => {
  const pretty = '{\n\t"a": {\n\t\t"b": 1\n\t},\n\t"l": [\n\t\t1,\n\t\t2\n\t]\n}\n';
  test.each<[string, string, PatchOperation, string]>([
    ['one line', 'a: {b: 1}\n', add('/a/c', { d: ['x'] }), 'a: {b: 1, c: {d: [x]}}\n'],
    ['with padding', 'a: [ x, y ]\n', add('/a/-', 'z'), 'a: [ x, y, z ]\n'],
    ['several lines with comments', 'a: [\n  x, # one\n  y # two\n]\n', add('/a/-', 'z'), 'a: [\n  x, # one\n  y, # two\n  z\n]\n'],
    ['a comma at the end', 'a: [\n  x,\n]\n', add('/a/-', 'z'), 'a: [\n  x,\n  z,\n]\n'],
    ['an empty one in another', 'a: {b: {}}\n', add('/a/b/c', 1), 'a: {b: {c: 1}}\n'],
    ['the first is removed', 'a: [x, y]\n', remove('/a/0'), 'a: [y]\n'],
    ['the last is removed', 'a: {x: 1, z: 2}\n', remove('/a/z'), 'a: {x: 1}\n'],
    ['the only one is removed', 'a: {x: 1}\n', remove('/a/x'), 'a: {}\n'],
    ['a value left out', 'a: {b, c: }\n', set('/a/b', 1), 'a: {b: 1, c: }\n'],
    ['compact JSON', '{"a":{"b":1},"c":2}', add('/a/d', ['x']), '{"a":{"b":1,"d":["x"]},"c":2}'],
    ['JSON on one line', '{"a": {"b": 1}}', add('/a/d', 'x'), '{"a": {"b": 1, "d": "x"}}'],
    ['pretty JSON', pretty, add('/a/c', { d: 1 }), pretty.replace('"b": 1', '"b": 1,\n\t\t"c": {\n\t\t\t"d": 1\n\t\t}')],
    ['the first line of pretty JSON', pretty, remove('/a'), '{\n\t"l": [\n\t\t1,\n\t\t2\n\t]\n}\n'],
    ['the last line of pretty JSON', pretty, remove('/l/1'), pretty.replace('1,\n\t\t2', '1')],
  ])('%s', (_, text, operation, expected) => {
    expect(edited(text, operation)).toBe(expected);
  });
});

test('operations build on each other', () => {
  const patch = [add('/a', {}), add('/a/b', [1, 2]), remove('/a/b/0'), add('/a/b/-', 3), set('/c', 2)];
  expect(edited('c: 1 # c\n', ...patch)).toBe('c: 2 # c\na:\n  b:\n    - 2\n    - 3\n');
});

test('objects of a List are patched at their places', () => {
  const text = 'kind: List\nitems:\n- kind: A\n- kind: B # b\n';
  const patches = [
    { pointer: '/items/0', patch: [add('/x', 1)] },
    { pointer: '/items/1', patch: [add('/z', 1)] },
  ];
  expect(editedDocument(text, patches)).toBe('kind: List\nitems:\n- kind: A\n  x: 1\n- kind: B # b\n  z: 1\n');
});

describe('refused', () => {
  test.each<[string, string, PatchOperation, RegExp]>([
    ['what an alias elsewhere takes in', 'a: &x {b: 1}\nc: *x\n', set('/a/b', 2), /an alias elsewhere takes it in/],
    ['what is an alias', 'a: &x {b: 1}\nc: *x\n', set('/c/b', 2), /it is an alias/],
    ['to remove what an alias needs', 'a: &x {b: 1}\nc: *x\n', remove('/a'), /an alias elsewhere/],
    ['what a merge brings in', 'a: &x {b: 1}\nc:\n  <<: *x\n', remove('/c/b'), /taken in by <</],
    ['a key given twice', 'a:\n  b: 1\n  b: 2\n', set('/a/b', 3), /given twice/],
    ['a tag', 'a: !!str 1\n', set('/a', 2), /anchor or a tag/],
    ['the whole document', 'a: 1\n', remove('/a'), /whole document/],
    ['what is not there', 'a: 1\n', set('/b/c', 1), /does not exist/],
    ['what is not read', 'a: [\n', set('/a', 1), /cannot be read/],
    ['the content of a secret', 'a: 1\n', add('/b', [{ c: redacted }]), /content of a secret/],
    ['a form that the edits do not know', '? a\n: b: 1\n', set('/a', [1]), /way of its own/],
    ['an end without a line break that means something', 'a: |\n  x', add('/b', 1), new RegExp(otherMeaning)],
  ])('%s', (_, text, operation, reason) => {
    expect(edited(text, operation)).toEqual({ refused: expect.stringMatching(reason) });
  });

  test('to replace what was not read whole', () => {
    const body = { spec: { versions: [{ name: 'v1' }] } };
    const text = 'spec:\n  versions:\n    - name: v1\n      schema: {}\n';
    const patch = [set('/spec/versions', [{ name: 'v2' }])];
    expect(editedDocument(text, [{ pointer: '', patch, body }])).toEqual({ refused: 'it would replace more than was read' });
  });
});
