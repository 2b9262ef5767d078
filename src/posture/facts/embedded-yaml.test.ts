// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { yamlDocuments } from './embedded-yaml.ts';

test.each([
  ['an object of JSON', '{"a": {"b": [1, true, null, "x"]}}', [{ a: { b: [1, true, null, 'x'] } }]],
  ['a flow mapping that is no JSON', '{a: {b: yes}}', [{ a: { b: true } }]],
  ['documents of YAML', 'a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
  ['brackets in a string', `{"a": "${'['.repeat(200)}"}`, [{ a: '['.repeat(200) }]],
  ['nesting without an end', `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, []],
  ['what is cut off', '{"a": 1', []],
])('%s', (_, text, documents) => {
  expect(yamlDocuments(text)).toEqual(documents);
});
