// SPDX-License-Identifier: Apache-2.0
// Every number of the benchmark is in the report: those left to people as questions, all others decided by checks.
import { expect } from 'vitest';
import { buildInventory } from '../src/model/inventory.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { allQuestions } from '../src/posture/all-questions.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { frameworksOf } from '../src/posture/frameworks.ts';
import { ask } from '../src/posture/question.ts';
import { testTime } from '../src/posture/testing.ts';
import { renderBenchmark } from '../src/report/benchmark.ts';
import { recommendationsOf } from '../src/report/recommendations.ts';
import { scanReport } from '../src/report/scan-report.ts';
import { page } from '../src/report/style.ts';
import { readCisNumbers } from './cis/checks.ts';
import { testWithData } from './with-data.ts';

const checks = catalogue.filter((check) => frameworksOf(check).includes('cis'));
const inventory = buildInventory({ objects: [], problems: [], passedOver: 0 }, newestKubernetes);
const report = scanReport({
  rampartVersion: '0',
  targets: [],
  files: 0,
  inventory,
  checks,
  evaluation: evaluate(inventory, checks, testTime),
  questions: ask(inventory, allQuestions),
  problems: [],
});

testWithData('cis', 'the report has all numbers of the benchmark, in its order', (folder) => {
  const numbers = readCisNumbers(folder).map(({ id }) => id);
  expect(numbers.length).toBe(131);
  expect(recommendationsOf(report).map(({ number }) => number)).toEqual(numbers);
  const printed = [...renderBenchmark(report, () => undefined, page(80, false)).matchAll(/^\[[A-Z ]+\] +(\d[\d.]*) /gm)].map(
    ([, number]) => number,
  );
  expect([...new Set(printed)]).toEqual(numbers);
});

testWithData('cis', 'the questions are the numbers that the benchmark leaves to people', (folder) => {
  const manual = readCisNumbers(folder).filter((number) => number.manual);
  expect(allQuestions.map(({ id }) => id)).toEqual(manual.map(({ id }) => `CIS-${id}`));
});
