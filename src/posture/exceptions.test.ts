// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileSelector } from '../model/selector.ts';
import { accept, endOf, type Exception, matchesPattern, samePerson } from './exceptions.ts';
import type { Finding } from './finding.ts';

const origin = { kind: 'file', source: 'a.yaml', start: 0, end: 0, pointer: '' } as const;
const finding = (check: string, name: string, more: Partial<Finding> = {}): Finding => ({
  check,
  verdict: 'fail',
  severity: 'high',
  object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name },
  origin,
  path: '',
  absent: [],
  reason: 'r',
  detail: 'd',
  ...more,
});
const exception = (more: Partial<Exception> = {}): Exception => ({
  name: 'e',
  origin,
  checks: ['host-port'],
  objects: [{ kind: 'Pod', name: 'a' }],
  owner: 'o',
  approver: 'p',
  reason: 'r',
  expires: '2026-12-31',
  expiresAt: 1000,
  ...more,
});
const judged = (findings: readonly Finding[], exceptions: readonly Exception[], now = 0, labels = {}) => {
  const { open, accepted, uses } = accept(findings, exceptions, () => labels, now);
  return {
    open: open.length,
    accepted: accepted.map((item) => item.exception.name),
    uses: uses.map(({ status, matched }) => `${status} ${matched}`),
  };
};

test('accepts what it names and nothing else', () => {
  const findings = [finding('host-port', 'a'), finding('host-port', 'b'), finding('memory-limit', 'a')];
  expect(judged(findings, [exception()])).toEqual({ open: 2, accepted: ['e'], uses: ['used 1'] });
  expect(judged(findings, [exception({ checks: ['*-limit'] })])).toEqual({ open: 2, accepted: ['e'], uses: ['used 1'] });
  expect(judged(findings, [exception({ objects: [{ namespace: 'other' }] })])).toEqual({ open: 3, accepted: [], uses: ['unused 0'] });
});

test('labels select', () => {
  const selector = compileSelector({ matchLabels: { app: 'a' } });
  if ('invalid' in selector) throw new Error(selector.invalid);
  expect(judged([finding('host-port', 'x')], [exception({ objects: [{ selector }] })], 0, { app: 'a' }).accepted).toEqual(['e']);
  expect(judged([finding('host-port', 'x')], [exception({ objects: [{ selector }] })], 0, { app: 'b' }).accepted).toEqual([]);
});

test('an expired one accepts nothing, and says what it would have', () => {
  expect(judged([finding('host-port', 'a')], [exception()], 1000)).toEqual({ open: 1, accepted: [], uses: ['expired 1'] });
  expect(judged([finding('host-port', 'a')], [exception()], 999).accepted).toEqual(['e']);
});

test('of several the one that holds longest accepts, and all are used', () => {
  const later = exception({ name: 'later', expiresAt: 2000 });
  expect(judged([finding('host-port', 'a')], [exception(), later], 1500)).toEqual({
    open: 0,
    accepted: ['later'],
    uses: ['expired 1', 'used 1'],
  });
});

test('unknown verdicts cannot be accepted', () => {
  expect(judged([finding('host-port', 'a', { verdict: 'unknown' })], [exception()]).open).toBe(1);
});

test('who accepts a cause accepts it in the words of a general check too', () => {
  expect(judged([finding('general', 'a', { sameCauseAs: 'host-port' })], [exception()]).open).toBe(0);
});

test.each<[string, number | undefined]>([
  ['2026-12-31', Date.UTC(2027, 0, 1)],
  ['2026-12-31T12:00:00Z', Date.UTC(2026, 11, 31, 12)],
  ['2026-12-31T12:00:00+02:00', Date.UTC(2026, 11, 31, 10)],
  ['2026-02-30', undefined],
  ['never', undefined],
  ['2026', undefined],
  ['31.12.2026', undefined],
  ['', undefined],
])('%j ends at %j', (expires, expected) => {
  expect(endOf(expires)).toBe(expected);
});

describe('patterns', () => {
  test.each<[string, string, boolean]>([
    ['a', 'a', true],
    ['a', 'ab', false],
    ['a*', 'a', true],
    ['*a', 'ba', true],
    ['a*b*c', 'axbyc', true],
    ['a*a', 'a', false],
    ['*', '', true],
    ['a.c', 'abc', false],
  ])('%s on %s: %j', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  test('as the regular expression says', () => {
    const letters = (characters: string) => fc.string({ unit: fc.constantFrom(...characters), maxLength: 8 });
    fc.assert(
      fc.property(letters('ab*'), letters('ab'), (pattern, text) => {
        expect(matchesPattern(pattern, text)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text));
      }),
    );
  });
});

test('the same person by another spelling', () => {
  expect(samePerson('@Team-A ', 'team-a')).toBe(true);
  expect(samePerson('team-a', 'team-b')).toBe(false);
});
