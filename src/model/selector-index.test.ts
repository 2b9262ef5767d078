// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileSelector, type Labels, type Selector, selects } from './selector.ts';
import { hintOf, indexLabels, indexSelectors } from './selector-index.ts';

const word = fc.constantFrom('a', 'b', 'c', 'constructor');
const labels: fc.Arbitrary<Labels> = fc.dictionary(word, word);
const expression = fc.oneof(
  fc.record({ key: word, operator: fc.constantFrom('In', 'NotIn'), values: fc.array(word, { minLength: 1, maxLength: 3 }) }),
  fc.record({ key: word, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);
const selector = fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 3 }) }).map((written): Selector => {
  const compiled = compileSelector(written);
  return 'invalid' in compiled ? [] : compiled;
});

test('a selector finds what it selects, in order', () => {
  fc.assert(
    fc.property(selector, fc.array(labels, { maxLength: 20 }), (wanted, all) => {
      const items = all.map((own) => ({ own }));
      expect(indexLabels(items, ({ own }) => own)(wanted)).toEqual(items.filter(({ own }) => selects(wanted, own)));
    }),
  );
});

test('labels find what selects them, in order', () => {
  fc.assert(
    fc.property(labels, fc.array(selector, { maxLength: 20 }), (own, all) => {
      const found = indexSelectors(all, hintOf)
        .candidates(own)
        .filter((candidate) => selects(candidate, own));
      expect(found).toEqual(all.filter((candidate) => selects(candidate, own)));
    }),
  );
});

test('one of many is found without a look at the others', () => {
  const policies = Array.from({ length: 1000 }, (_, index) => ({ matchLabels: { app: `app-${index}` } }));
  const compiled = policies.flatMap((policy): Selector[] => {
    const result = compileSelector(policy);
    return 'invalid' in result ? [] : [result];
  });
  expect(indexSelectors(compiled, hintOf).candidates({ app: 'app-7', tier: 'x' })).toEqual([compiled[7]]);
});
