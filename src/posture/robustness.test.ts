// SPDX-License-Identifier: Apache-2.0
// No input makes a check throw, and no field of a wrong type makes one pass.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { buildInventory } from '../model/inventory.ts';
import { isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import { applyPatch } from '../model/patch.ts';
import { pointer } from '../model/pointer.ts';
import { newestKubernetes } from '../model/version.ts';
import { catalogue } from './catalogue.ts';
import { evaluate } from './evaluate.ts';
import { exampleObject, type Examples, objectOf, testTime } from './testing.ts';

const examples = globSync('*/*.examples.yaml', { cwd: import.meta.dirname }).flatMap((file) => {
  const { bad = [], good = [] } = load(readFileSync(path.join(import.meta.dirname, file), 'utf8')) as Examples;
  return [...bad, ...good].map(exampleObject);
});

/** Pointers of all nodes of an object but the object itself. */
function nodesOf(value: Json, at: readonly string[] = []): string[] {
  const children = isArray(value)
    ? value.map((item, index) => [String(index), item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return children.flatMap(([key, child]) => [pointer(...at, key), ...nodesOf(child, [...at, key])]);
}

const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1.5,
    2n ** 63n,
    '',
    'true',
    '0',
    [],
    {},
    [null],
    [[]],
    { name: null },
    { '': [] },
    [{}],
    'x'.repeat(300),
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

const mutated = fc
  .record({
    body: fc.constantFrom(...examples),
    picks: fc.array(fc.record({ at: fc.nat(), value: anything }), { minLength: 1, maxLength: 4 }),
  })
  .map(({ body, picks }) =>
    picks.reduce<JsonObject>((current, { at, value }) => {
      const nodes = nodesOf(current).filter((node) => node !== '/apiVersion' && node !== '/kind');
      const path = nodes[at % nodes.length];
      return path === undefined ? current : applyPatch(current, [{ op: 'replace', path, value }]);
    }, body),
  );

test('whatever stands in whatever field', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(mutated, fc.integer({ min: 0, max: newestKubernetes.minor }), (body, minor) => {
      const inventory = buildInventory({ objects: [objectOf(body)], problems: [], passedOver: 0 }, { major: 1, minor });
      const { findings, tallies } = evaluate(inventory, catalogue, testTime);
      expect(
        findings.filter(({ reason }) => reason === 'the check itself failed').map(({ check, detail }) => `${check}: ${detail}`),
      ).toEqual([]);
      if (inventory.workloads.some(({ wrongTypes }) => wrongTypes.length > 0)) {
        expect(
          [...tallies].filter(([id, { pass }]) => pass > 0 && catalogue.find((check) => check.id === id)?.appliesTo === 'workload'),
        ).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
});
