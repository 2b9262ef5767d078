// SPDX-License-Identifier: Apache-2.0
// The article's kinds of faults in other clothes, and look-alikes that are right: a case is found where it says and nowhere else,
// as far as the checks of its file go.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { buildInventory } from '../src/model/inventory.ts';
import { readSource } from '../src/model/read.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { testTime } from '../src/posture/testing.ts';

interface Variant {
  readonly title: string;
  /** `check` or `check pointer`; every one must be found. */
  readonly finds?: readonly string[];
  /** The same, of what may be found besides. */
  readonly tolerates?: readonly string[];
  readonly yaml: string;
}

const folder = path.join(import.meta.dirname, 'article-variants');
const variants = readdirSync(folder)
  .toSorted()
  .flatMap((file) => {
    const { focus, cases } = load(readFileSync(path.join(folder, file), 'utf8')) as { focus: string; cases: readonly Variant[] };
    return cases.map((variant) => ({ name: `${file}: ${variant.title}`, focus: new RegExp(`^(?:${focus})$`), variant }));
  });

/** Each finding of the checks in focus, as `check pointer`. */
function found({ yaml }: Variant, focus: RegExp): string[] {
  const { objects, problems } = readSource({ name: 'variant.yaml', text: yaml });
  expect(problems).toEqual([]);
  const { findings } = evaluate(buildInventory({ objects, problems, passedOver: 0 }, newestKubernetes), catalogue, testTime);
  return findings.filter(({ check }) => focus.test(check)).map(({ check, path: place }) => `${check} ${place}`);
}

test.each(variants)('$name', ({ variant, focus }) => {
  const tells = found(variant, focus);
  const isMeant = (told: string) => (wanted: string) => told === wanted || told.startsWith(`${wanted} `);
  const { finds = [], tolerates = [] } = variant;
  expect({
    missed: finds.filter((wanted) => !tells.some((told) => isMeant(told)(wanted))),
    wrong: tells.filter((told) => ![...finds, ...tolerates].some(isMeant(told))),
  }).toEqual({ missed: [], wrong: [] });
});
