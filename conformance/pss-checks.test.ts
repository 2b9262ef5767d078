// SPDX-License-Identifier: Apache-2.0
// The checks of the pod security controls on the fixtures of the standard: silent exactly where it passes.
import { expect } from 'vitest';
import { buildInventory } from '../src/model/inventory.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { readPssCases } from './pss.ts';
import { testWithData } from './with-data.ts';
import { testTime } from '../src/posture/testing.ts';

const restricted = catalogue.filter(({ aliases }) => aliases.some((alias) => alias.startsWith('pss:')));
const baseline = restricted.filter(({ aliases }) => aliases.includes('PSS-baseline'));

testWithData('pss', 'the checks of a level are silent exactly where the standard passes', (folder) => {
  const wrong = readPssCases(folder).filter(({ level, version, expect: expected, pod }) => {
    const inventory = buildInventory({ objects: [pod], problems: [], passedOver: 0 }, version === 'latest' ? newestKubernetes : version);
    const { findings } = evaluate(inventory, level === 'baseline' ? baseline : restricted, testTime);
    return (findings.length === 0) !== (expected === 'pass');
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});
