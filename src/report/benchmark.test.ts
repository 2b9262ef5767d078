// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { buildInventory } from '../model/inventory.ts';
import type { JsonObject } from '../model/json.ts';
import { newestKubernetes } from '../model/version.ts';
import { catalogue } from '../posture/catalogue.ts';
import { evaluate } from '../posture/evaluate.ts';
import { frameworksOf } from '../posture/frameworks.ts';
import { objectOf, testTime } from '../posture/testing.ts';
import { renderBenchmark } from './benchmark.ts';
import { scanReport } from './scan-report.ts';
import { page } from './style.ts';

const checks = catalogue.filter((check) => frameworksOf(check).includes('cis'));
const apiServer = (...flags: readonly string[]): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'kube-apiserver', namespace: 'kube-system' },
  spec: {
    containers: [{ name: 'kube-apiserver', image: 'registry.k8s.io/kube-apiserver:v1.36.0', command: ['kube-apiserver', ...flags] }],
  },
});

function benchmarkOf(body: JsonObject): string {
  const inventory = buildInventory({ objects: [objectOf(body)], problems: [], passedOver: 0 }, newestKubernetes);
  const evaluation = evaluate(inventory, checks, testTime);
  const report = scanReport({ rampartVersion: '0', targets: [], files: 1, inventory, checks, evaluation, problems: [] });
  return renderBenchmark(report, () => undefined, page(100, false));
}

const statusOf = (text: string, number: string) => new RegExp(`^\\[([A-Z ]+)\\] +${number.replaceAll('.', '\\.')} `, 'm').exec(text)?.[1];

test('verdicts stand at their numbers', () => {
  const text = benchmarkOf(apiServer('--profiling=false', '--authorization-mode=AlwaysAllow'));
  expect(statusOf(text, '1.2.15')).toBe('PASS');
  expect(statusOf(text, '1.2.6')).toBe('FAIL');
  expect(statusOf(text, '2.1')).toBe('NO DATA');
});

test('in the order of the benchmark, by number and not by text', () => {
  const numbers = [...benchmarkOf(apiServer()).matchAll(/^\[[A-Z ]+\] +(\d+(?:\.\d+)+)/gm)].map(([, number = '']) =>
    number.split('.').map(Number),
  );
  const sorted = numbers.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0));
  expect(numbers).toEqual(sorted);
  expect(numbers.length).toBeGreaterThan(100);
});
