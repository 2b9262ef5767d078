// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compactFrom } from './compact-from.ts';
import { compactRules } from './compact.ts';
import { coverageOf } from './coverage.ts';
import { breakDown, covers, uncovered } from './covers.ts';
import { type PolicyRule, type Request, ruleAllows } from './rule.ts';
import { anyRequest, anyRule, slowlyCovers } from './testing.ts';

const rules = fc.array(anyRule, { maxLength: 4 });
const allows = (all: readonly PolicyRule[], request: Request) => all.some((rule) => ruleAllows(rule, request));
const partsOf = (all: readonly PolicyRule[]) => new Set(all.flatMap(breakDown).map((part) => JSON.stringify(part)));

test('what is uncovered are the parts that no held rule covers', () => {
  fc.assert(
    fc.property(rules, rules, (held, wanted) => {
      const parts = wanted.flatMap(breakDown).filter((part) => !held.some((rule) => slowlyCovers(rule, part)));
      expect(new Set(uncovered(held, wanted).map((part) => JSON.stringify(part)))).toEqual(
        new Set(parts.map((part) => JSON.stringify(part))),
      );
      expect(covers(held, wanted)).toBe(parts.length === 0);
    }),
    { numRuns: 2000 },
  );
});

test('a rule is split into what is covered and what is left, and nothing is in both', () => {
  fc.assert(
    fc.property(rules, anyRule, (held, wanted) => {
      const { covered, left } = coverageOf(held).split(wanted);
      const [coveredParts, leftParts] = [partsOf(covered), partsOf(left)];
      expect(new Set([...coveredParts, ...leftParts])).toEqual(partsOf([wanted]));
      expect([...coveredParts].filter((part) => leftParts.has(part))).toEqual([]);
      expect(covered.flatMap(breakDown).length + left.flatMap(breakDown).length).toBe(breakDown(wanted).length);
    }),
  );
});

test('what covers allows every request that the covered allows', () => {
  fc.assert(
    fc.property(rules, rules, anyRequest, (held, wanted, request) => {
      expect(!covers(held, wanted) || !allows(wanted, request) || allows(held, request)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('breaking down and compacting change no answer', () => {
  fc.assert(
    fc.property(rules, anyRequest, (all, request) => {
      expect(allows(all.flatMap(breakDown), request)).toBe(allows(all, request));
      expect(allows(compactRules(all), request)).toBe(allows(all, request));
      const compacted = compactFrom(all.map((rule) => ({ rule, from: rule })));
      expect(
        allows(
          compacted.map(({ rule }) => rule),
          request,
        ),
      ).toBe(allows(all, request));
    }),
    { numRuns: 1000 },
  );
});

const rule = (verbs: string[], resourceNames: string[] = [], resources = ['pods']): PolicyRule => ({
  verbs,
  apiGroups: [''],
  resources,
  resourceNames,
  nonResourceURLs: [],
});

test('several rules together cover one; a limit by name covers no request without one', () => {
  expect(covers([rule(['get']), rule(['list'])], [rule(['get', 'list'])])).toBe(true);
  expect(uncovered([rule(['get'], ['a'])], [rule(['get'])])).toEqual([rule(['get'])]);
});

test('a rule of a thousand words in each list is not broken into its thousand million parts', () => {
  const words = Array.from({ length: 1000 }, (_, index) => `w${index}`);
  const wanted: PolicyRule = { verbs: words, apiGroups: words, resources: words, resourceNames: [], nonResourceURLs: [] };
  expect(
    covers(
      [
        { ...wanted, verbs: words.slice(500) },
        { ...wanted, verbs: words.slice(0, 500) },
      ],
      [wanted],
    ),
  ).toBe(true);
  expect(covers([{ ...wanted, verbs: words.slice(1) }], [wanted])).toBe(false);
});

test('compacting tells verbs of one thing together, things with the same verbs together, and nothing twice', () => {
  const compacted = compactFrom([
    { rule: rule(['get'], [], ['pods', 'secrets']), from: 1 },
    { rule: rule(['list']), from: 2 },
    { rule: rule(['list'], [], ['secrets']), from: 2 },
    { rule: rule(['get'], ['a']), from: 3 },
  ]);
  expect(compacted).toEqual([{ rule: rule(['get', 'list'], [], ['pods', 'secrets']), from: [1, 2] }]);
});
