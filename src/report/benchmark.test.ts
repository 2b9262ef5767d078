// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { buildInventory } from '../model/inventory.ts';
import type { JsonObject } from '../model/json.ts';
import { newestKubernetes } from '../model/version.ts';
import { allQuestions } from '../posture/all-questions.ts';
import { catalogue } from '../posture/catalogue.ts';
import { evaluate } from '../posture/evaluate.ts';
import { frameworksOf } from '../posture/frameworks.ts';
import { ask } from '../posture/question.ts';
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

function benchmarkOf(...bodies: readonly JsonObject[]): string {
  const inventory = buildInventory({ objects: bodies.map(objectOf), problems: [], passedOver: 0 }, newestKubernetes);
  const evaluation = evaluate(inventory, checks, testTime);
  const questions = ask(inventory, allQuestions);
  const report = scanReport({ rampartVersion: '0', targets: [], files: 1, inventory, checks, evaluation, questions, problems: [] });
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
  expect(new Set(numbers.map(String)).size).toBe(131);
});

const rbac = 'rbac.authorization.k8s.io';
const role = (rules: JsonObject['rules']): JsonObject => ({
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRole',
  metadata: { name: 'ci' },
  rules: rules ?? [],
});
const binding = (name: string): JsonObject => ({
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'ci' },
  subjects: [{ kind: 'User', name: `jane-of-${name}` }],
});
const minting = role([{ apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] }]);

test('a number that is left to people never passes: not by evidence, and not by checks that find nothing', () => {
  const text = benchmarkOf(role([{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]), binding('a'));
  expect(statusOf(text, '5.1.13')).toBe('QUESTION');
  expect(text).toContain('pass: nothing found  rbac-service-account-token');
  expect(text).toContain('nobody of those bound here may make tokens of ServiceAccounts');
  expect(statusOf(text, '5.5.1')).toBe('NO DATA');
});

test('what a check finds is told at the question, with who it is', () => {
  const text = benchmarkOf(minting, binding('a'));
  expect(statusOf(text, '5.1.13')).toBe('FAIL');
  expect(text).toContain('fail: Role may make tokens of ServiceAccounts  rbac-service-account-token');
  expect(text).toMatch(/ClusterRoleBinding\/a .*\n? *User jane-of-a, by ClusterRole ci in the whole cluster/);
});

test('five places, and the number of the others', () => {
  const text = benchmarkOf(minting, ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(binding));
  const part = text.slice(text.indexOf(' 5.1.13 '), text.indexOf('5.2  '));
  expect(part).toContain('7 of those bound here');
  expect(part.match(/jane-of-/g)).toHaveLength(5);
  expect(part).toContain('… and 2 more places');
});

test('the totals count each number once', () => {
  const line = /^(\d+) recommendations: (.*)$/m.exec(benchmarkOf(apiServer('--profiling=false')));
  const amounts = [...(line?.[2] ?? '').matchAll(/\d+/g)].map(([amount]) => Number(amount));
  expect(line?.[1]).toBe('131');
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(131);
});
