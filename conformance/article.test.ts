// SPDX-License-Identifier: Apache-2.0
// The article's faults are all found, and the corrected files in examples/hardened have none of them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buildInventory } from '../src/model/inventory.ts';
import { readSource } from '../src/model/read.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { article, checksByFault } from './article.ts';
import { testWithData } from './with-data.ts';
import { testTime } from '../src/posture/testing.ts';

testWithData('article', 'every fault is found, and nothing that is right is told', async (folder) => {
  expect(await article.run(folder)).toMatchObject({ failed: [] });
});

test('every check that a fault is mapped to exists', () => {
  const known = new Set(catalogue.map(({ id }) => id));
  const mapped = Object.values(checksByFault).flat();
  expect(mapped.filter((id) => !known.has(id) && !id.startsWith('problem:'))).toEqual([]);
});

testWithData('article', 'the corrected files have none of the faults', (folder) => {
  const hardened = path.join(import.meta.dirname, '../examples/hardened');
  const names = readdirSync(hardened).filter((name) => name.endsWith('.yaml'));
  const objects = names.flatMap((name) => readSource({ name, text: readFileSync(path.join(hardened, name), 'utf8') }).objects);
  const { findings } = evaluate(buildInventory({ objects, problems: [], passedOver: 0 }, newestKubernetes), catalogue, testTime);
  const { files }: { files: Readonly<Record<string, readonly { readonly id: string }[]>> } = JSON.parse(
    readFileSync(path.join(folder, 'expected.json'), 'utf8'),
  );
  const left = findings.filter(({ check, origin }) => {
    const faults = (origin.kind === 'file' ? files[origin.source] : undefined) ?? [];
    return faults.some(({ id }) => checksByFault[id]?.includes(check) === true);
  });
  expect(left.map(({ check, origin, path: place }) => `${origin.kind === 'file' ? origin.source : ''}: ${check} ${place}`)).toEqual([]);
});
