// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compactRules } from './compact.ts';
import { breakDown, covers, uncovered } from './covers.ts';
import { type PolicyRule, type Request, ruleAllows } from './rule.ts';

const words = (...items: string[]) => fc.subarray(items, { minLength: 1 });
const rules: fc.Arbitrary<PolicyRule[]> = fc.array(
  fc.record({
    verbs: words('get', 'list', '*'),
    apiGroups: words('', 'apps', '*'),
    resources: words('pods', 'pods/exec', '*/exec', '*'),
    resourceNames: fc.subarray(['a', 'b']),
    nonResourceURLs: fc.subarray(['/x', '/x/*', '*']),
  }),
  { maxLength: 4 },
);
const requests: fc.Arbitrary<Request> = fc.record({
  kind: fc.constant('resource' as const),
  verb: fc.constantFrom('get', 'list', 'watch'),
  apiGroup: fc.constantFrom('', 'apps', 'x'),
  resource: fc.constantFrom('pods', 'nodes'),
  subresource: fc.constantFrom('', 'exec'),
  name: fc.constantFrom('', 'a', 'c'),
  namespace: fc.constant(''),
});
const allows = (all: readonly PolicyRule[], request: Request) => all.some((rule) => ruleAllows(rule, request));

test('what covers allows every request that the covered allows', () => {
  fc.assert(
    fc.property(rules, rules, requests, (held, wanted, request) => {
      expect(!covers(held, wanted) || !allows(wanted, request) || allows(held, request)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('breaking down and compacting change no answer', () => {
  fc.assert(
    fc.property(rules, requests, (all, request) => {
      expect(allows(all.flatMap(breakDown), request)).toBe(allows(all, request));
      expect(allows(compactRules(all), request)).toBe(allows(all, request));
    }),
  );
});

test('several rules together cover one; a limit by name covers no request without one', () => {
  const rule = (verbs: string[], resourceNames: string[] = []): PolicyRule => ({
    verbs,
    apiGroups: [''],
    resources: ['pods'],
    resourceNames,
    nonResourceURLs: [],
  });
  expect(covers([rule(['get']), rule(['list'])], [rule(['get', 'list'])])).toBe(true);
  expect(uncovered([rule(['get'], ['a'])], [rule(['get'])])).toEqual([rule(['get'])]);
});
