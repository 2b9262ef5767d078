// SPDX-License-Identifier: Apache-2.0
// Every kind of edge is found in its examples, between the footholds that they name and no others, and not in what is near them.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { edgeKinds } from './edge-kinds.ts';
import { edgesFound, type Given } from './testing.ts';

interface Example extends Given {
  readonly title: string;
  readonly expect?: readonly string[];
}

interface Examples {
  readonly fires: readonly Example[];
  readonly silent?: readonly Example[];
}

const fileOf = (id: string, extension: string) => path.join(import.meta.dirname, 'edges', `${id}.${extension}`);
const examplesOf = (id: string): Examples => load(readFileSync(fileOf(id, 'examples.yaml'), 'utf8')) as Examples;

/** What every cluster has: nothing is near it. */
const always: ReadonlySet<string> = new Set([
  'administer',
  'among',
  'new-pod-account',
  'new-pod-secrets',
  'node-credential',
  'open-namespace',
  'system-masters',
]);

test('ids are unique', () => {
  expect(new Set(edgeKinds.map(({ id }) => id)).size).toBe(edgeKinds.length);
});

describe.each(edgeKinds.map((kind) => [kind.id, kind] as const))('%s', (id, kind) => {
  const { fires, silent = [] } = examplesOf(id);

  test('is well formed', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(existsSync(fileOf(id, 'ts'))).toBe(true);
    expect(kind.title).toMatch(/^[A-Z].*[^.]$/);
    expect(kind.reason).toMatch(/\.$/);
    expect(kind.condition).toMatch(/\.$/);
    for (const reference of kind.references) expect(reference).toMatch(/^https:\/\//);
    expect(fires.length).toBeGreaterThan(0);
    expect(silent.length > 0).toBe(!always.has(id));
  });

  test.each(fires.map((example) => [example.title, example] as const))('fires: %s', (_, example) => {
    expect(edgesFound(example, id)).toEqual(example.expect);
    expect(example.expect).not.toEqual([]);
  });

  test.each(silent.map((example) => [example.title, example] as const))('is silent: %s', (_, example) => {
    expect(edgesFound(example, id)).toEqual([]);
  });
});
