// SPDX-License-Identifier: Apache-2.0
// The catalogue as one: every check is well formed, fires on its bad examples, is silent on its good ones,
// and each patch it proposes closes the finding it belongs to.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { applyPatch } from '../model/patch.ts';
import { parseVersion } from '../model/version.ts';
import { catalogue } from './catalogue.ts';
import { type Check, layers, severities, threats } from './check.ts';
import type { Finding } from './finding.ts';
import { type Example, type Examples, evaluateOn, exampleObject, objectOf } from './testing.ts';

const directory = import.meta.dirname;
const examplesOf = (check: Check): Examples =>
  load(readFileSync(path.join(directory, check.layer, `${check.id}.examples.yaml`), 'utf8')) as Examples;

function findingsOf(check: Check, example: Example, object = exampleObject(example)): readonly Finding[] {
  const beside = (example.beside ?? []).map(objectOf);
  return evaluateOn(check, [objectOf(object), ...beside], example.version).findings;
}

test('ids and aliases are unique', () => {
  const ids = catalogue.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const check of catalogue) expect(new Set(check.aliases).size, check.id).toBe(check.aliases.length);
});

describe.each(catalogue.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const { bad = [], good = [] } = examplesOf(check);

  test('is well formed', () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(severities).toContain(check.severity);
    expect(layers).toContain(check.layer);
    expect(check.threats.length).toBeGreaterThan(0);
    for (const threat of check.threats) expect(threats).toContain(threat);
    expect(check.title).toMatch(/^[A-Z].*[^.]$/);
    expect(check.why).toMatch(/\.$/);
    expect(check.remedy).toMatch(/\.$/);
    expect(check.references.length).toBeGreaterThan(0);
    for (const reference of check.references) expect(reference).toMatch(/^https:\/\//);
    for (const { since } of check.versions) expect(parseVersion(since), since).toBeDefined();
    for (const extension of ['ts', 'test.ts', 'examples.yaml']) {
      expect(existsSync(path.join(directory, check.layer, `${id}.${extension}`)), extension).toBe(true);
    }
  });

  test('has good and bad examples', () => {
    expect(bad.length).toBeGreaterThan(0);
    expect(good.length).toBeGreaterThan(0);
  });

  test.each(bad.map((example) => [example.title, example] as const))('fires: %s', (_, example) => {
    const findings = findingsOf(check, example);
    expect(findings.every(({ verdict }) => verdict === 'fail')).toBe(true);
    expect(findings.map(({ path: found }) => found).toSorted()).toEqual([...(example.expect ?? [])].toSorted());
    expect(findings.length).toBeGreaterThan(0);
  });

  test.each(good.map((example) => [example.title, example] as const))('is silent: %s', (_, example) => {
    expect(findingsOf(check, example)).toEqual([]);
  });

  test.each(bad.map((example) => [example.title, example] as const))('its remedies close it: %s', (_, example) => {
    const body = exampleObject(example);
    const findings = findingsOf(check, example);
    for (const finding of findings) {
      expect(finding.remedy, 'every fault has a remedy').toBeDefined();
      if (finding.remedy?.kind !== 'patch') continue;
      const after = findingsOf(check, example, applyPatch(body, finding.remedy.patch));
      expect(after.map(({ detail }) => detail)).not.toContain(finding.detail);
      expect(after.length).toBeLessThan(findings.length);
    }
  });
});
