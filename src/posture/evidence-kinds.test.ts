// SPDX-License-Identifier: Apache-2.0
// What checks read besides their subjects is asked of a live cluster: otherwise they would judge by what is not there.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { buildInventory } from '../model/inventory.ts';
import { newestKubernetes } from '../model/version.ts';
import { catalogue } from './catalogue.ts';
import type { Check } from './check.ts';
import { kindsFor } from './evidence-kinds.ts';
import { anyKind, readsDuring, watched } from './reads.ts';
import { exampleObject, type Examples, objectOf, testTime } from './testing.ts';

/** What no API server serves, and content that is never asked of one: checks of it are about files. */
const filesOnly = new Set(['KubeletConfiguration', 'NodeEvidence', 'PemFile', 'Config', 'ConfigMap']);

/** The kinds, without their groups, that a check reads in its examples. */
function kindsRead(check: Check): Set<string> {
  const file = path.join(import.meta.dirname, check.layer, `${check.id}.examples.yaml`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the catalogue's test holds the form of the examples
  const { bad = [], good = [] } = load(readFileSync(file, 'utf8')) as Examples;
  const kinds = [...bad, ...good].flatMap((example) => {
    const objects = [exampleObject(example), ...(example.beside ?? [])].map(objectOf);
    const inventory = watched(buildInventory({ objects, problems: [], passedOver: 0 }, newestKubernetes));
    const context = { inventory, version: newestKubernetes, now: testTime };
    const { reads } = readsDuring(inventory, () => {
      for (const { evaluate } of check.versions) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the subjects are taken by what the check applies to
        const judge = evaluate as (subject: unknown, given: typeof context) => unknown;
        for (const subject of check.appliesTo === 'workload'
          ? buildInventory({ objects, problems: [], passedOver: 0 }, newestKubernetes).workloads
          : objects) {
          if (
            check.appliesTo === 'workload' ||
            check.appliesTo.kinds.some((kind) => 'kind' in subject && kind.split('.')[0] === subject.kind)
          )
            judge(subject, context);
        }
      }
    });
    return [...reads];
  });
  return new Set(kinds);
}

test.each(catalogue.map((check) => [check.id, check] as const))('%s', (_, check) => {
  const asked = new Set([...kindsFor([check])].map((kind) => kind.split('.')[0]));
  expect([...kindsRead(check)].filter((kind) => !asked.has(kind) && !filesOnly.has(kind) && kind !== anyKind)).toEqual([]);
});
