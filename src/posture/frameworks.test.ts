// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { allQuestions } from './all-questions.ts';
import { catalogue } from './catalogue.ts';
import { attackTechniques } from './frameworks/attack-techniques.ts';
import { cisNumbers } from './frameworks/cis-numbers.ts';
import { guideChapters, guideNumbersOf, guideRecommendations, namesCheck } from './frameworks/hardening-guide.ts';
import { frameworks, frameworksOf, isUnknownToFramework } from './frameworks.ts';

const ids = catalogue.map(({ id }) => id);

test.each<[readonly string[], readonly string[]]>([
  [['CIS-5.2.2'], ['cis']],
  [['pss:privileged'], ['pss']],
  [
    ['PSS-restricted', 'T1611'],
    ['mitre', 'pss'],
  ],
  [['T1552.001'], ['mitre']],
  [['KSV017', 'C-0189', 'polaris:tagNotSpecified', 'Txx', 'CIS-9.9.9', 'T9999', 'pss:nothing'], []],
])('%j is of %j', (aliases, expected) => {
  expect(frameworksOf({ id: 'a', aliases })).toEqual(expected);
});

test('no framework is empty', () => {
  for (const framework of frameworks)
    expect(
      catalogue.some((check) => frameworksOf(check).includes(framework)),
      framework,
    ).toBe(true);
});

test('every number, technique and control that a check or question names is one of its framework', () => {
  const unknown = catalogue.flatMap(({ id, aliases }) => aliases.filter(isUnknownToFramework).map((alias) => `${id}: ${alias}`));
  expect([...unknown, ...allQuestions.map(({ id }) => id).filter(isUnknownToFramework)]).toEqual([]);
  expect(cisNumbers.size).toBe(131);
});

test('every number of the benchmark is decided by a check or asked', () => {
  const served = new Set([...catalogue.flatMap(({ aliases }) => aliases), ...allQuestions.map(({ id }) => id)]);
  expect([...cisNumbers].filter((number) => !served.has(number))).toEqual([]);
});

test('techniques are written as ATT&CK writes them, and those that only Enterprise has are marked', () => {
  for (const { id, name } of attackTechniques.values()) {
    expect(id).toMatch(/^T1\d{3}(?:\.\d{3})?$/);
    expect(name).not.toBe('');
  }
  expect(attackTechniques.get('T1611')?.containers).toBe(true);
  expect(attackTechniques.get('T1557')?.containers).toBe(false);
});

test('what the guide recommends stands in its order, by chapters that there are', () => {
  const places = guideRecommendations.map(({ number }) => number.split('.').map(Number));
  const weights = places.map(([chapter = 0, place = 0]) => chapter * 100 + place);
  expect(weights).toEqual([...new Set(weights)].toSorted((a, b) => a - b));
  for (const { number } of guideRecommendations) expect(Object.keys(guideChapters)).toContain(number.split('.')[0]);
});

test('every check that the guide is said to be served by exists, and what no check serves is said', () => {
  for (const { number, checks, left } of guideRecommendations) {
    const missing = checks.filter((pattern) => !ids.some((id) => namesCheck(pattern, id)));
    expect([number, missing]).toEqual([number, []]);
    expect([number, checks.length > 0 || left !== undefined]).toEqual([number, true]);
  }
});

test.each([
  ['audit-policy-catch-all', '4.1'],
  ['encryption-weak-provider', '2.9'],
  ['etcd-auto-tls', '2.5'],
  ['kubelet-anonymous-auth', '3.1'],
  ['rbac-wildcard-verbs', '3.3'],
  ['ingress-without-tls', '2.8'],
  ['network-policy-no-default-deny', '2.2'],
  ['privileged-container', '1.5'],
])('%s serves %s, which no control of another tool says', (check, number) => {
  expect(guideNumbersOf(check)).toContain(number);
});
