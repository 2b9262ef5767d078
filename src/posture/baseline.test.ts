// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { compare, fingerprint } from './baseline.ts';
import type { Finding } from './finding.ts';

const finding = (source: string, name = 'a', verdict: 'fail' | 'unknown' = 'fail'): Finding => ({
  check: 'c',
  verdict,
  severity: 'low',
  object: { apiVersion: 'v1', kind: 'Pod', namespace: '', name },
  origin: { kind: 'file', source, start: 0, end: 0, pointer: '' },
  path: '/spec',
  absent: [],
  reason: 'r',
  detail: 'd',
});
const print = ({ check, object, path }: Finding) => fingerprint(check, object, path);
const baselineOf = (findings: readonly Finding[]) =>
  findings.map((item) => ({ fingerprint: print(item), file: item.origin.kind === 'file' ? item.origin.source : '' }));
const compared = (before: readonly Finding[], now: readonly Finding[]) => {
  const { fresh, known, gone } = compare(now, baselineOf(before), print);
  const files = (list: readonly Finding[]) => list.map(({ origin }) => (origin.kind === 'file' ? origin.source : ''));
  return { fresh: files(fresh), known: files(known), gone };
};

test('the same is known, also in a file of another name', () => {
  expect(compared([finding('a.yaml')], [finding('a.yaml')])).toEqual({ fresh: [], known: ['a.yaml'], gone: 0 });
  expect(compared([finding('a.yaml')], [finding('moved.yaml')])).toEqual({ fresh: [], known: ['moved.yaml'], gone: 0 });
});

test('one place more is new, and it is the one in the new file', () => {
  expect(compared([finding('b.yaml')], [finding('a.yaml'), finding('b.yaml')])).toEqual({ fresh: ['a.yaml'], known: ['b.yaml'], gone: 0 });
});

test('what is no longer there is gone', () => {
  expect(compared([finding('a.yaml'), finding('b.yaml', 'b')], [finding('a.yaml')])).toEqual({ fresh: [], known: ['a.yaml'], gone: 1 });
});

test('unknown is never known', () => {
  expect(compared([finding('a.yaml')], [finding('a.yaml', 'a', 'unknown')])).toEqual({ fresh: ['a.yaml'], known: [], gone: 1 });
});
