// SPDX-License-Identifier: Apache-2.0
// The kinds of fault of the hardening articles, as other people would write them, and what only looks like them. A comment
// `#! check-id` ends each line that must be found by that check. Of the checks that a case is about nothing else may be found;
// where a line can hold no comment, `expect` says `check-id line`, and the file before it where there are several.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { buildInventory } from '../src/model/inventory.ts';
import { readSource } from '../src/model/read.ts';
import { newestKubernetes, parseVersion } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { positionsOf } from '../src/report/places.ts';

interface Case {
  readonly title: string;
  readonly about: readonly string[];
  /** One file, or several by name. */
  readonly text: string | Readonly<Record<string, string>>;
  readonly expect?: readonly string[];
  /** Kubernetes version to judge for; the newest where absent. */
  readonly version?: string;
}

/** When the cases are judged. */
const now = Date.UTC(2026, 6, 1);
const folder = path.join(import.meta.dirname, 'variants');

describe.each(readdirSync(folder))('%s', (name) => {
  test.each(casesOf(name))('$title', (variant) => {
    expect(found(variant)).toEqual(wanted(variant));
  });
});

test('cases are about checks that exist', () => {
  const known = new Set(catalogue.map(({ id }) => id));
  const named = readdirSync(folder)
    .flatMap(casesOf)
    .flatMap(({ about }) => about);
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

function casesOf(name: string): readonly Case[] {
  return load(readFileSync(path.join(folder, name), 'utf8')) as readonly Case[];
}

function filesOf({ text }: Case): readonly (readonly [string, string])[] {
  return typeof text === 'string' ? [['file.yaml', text]] : Object.entries(text);
}

function wanted(variant: Case): string[] {
  const files = filesOf(variant);
  const marked = files.flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => {
      const checks = /#! ([a-z0-9, -]+)$/.exec(line)?.[1]?.split(', ') ?? [];
      return checks.map((check) => placed(check, index + 1, file, files.length));
    }),
  );
  return [...marked, ...(variant.expect ?? [])].toSorted();
}

function found(variant: Case): string[] {
  const files = filesOf(variant);
  const read = files.map(([name, text]) => readSource({ name, text }));
  const inventory = buildInventory(
    { objects: read.flatMap(({ objects }) => objects), problems: read.flatMap(({ problems }) => problems), passedOver: 0 },
    (variant.version === undefined ? undefined : parseVersion(variant.version)) ?? newestKubernetes,
  );
  const checks = catalogue.filter(({ id }) => variant.about.includes(id));
  const { findings } = evaluate(inventory, checks, now);
  const texts = new Map(files);
  const positions = positionsOf(findings, (source) => texts.get(source));
  return findings
    .map((finding) =>
      placed(
        `${finding.check}${finding.verdict === 'unknown' ? ' unknown' : ''}`,
        positions.get(finding)?.line ?? 0,
        finding.origin.kind === 'file' ? finding.origin.source : '',
        files.length,
      ),
    )
    .toSorted();
}

function placed(check: string, line: number, file: string, files: number): string {
  return files === 1 ? `${check} ${line}` : `${file} ${check} ${line}`;
}
