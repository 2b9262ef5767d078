// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CalicoSelector, calicoSelects, compileCalicoSelector } from './calico-selector.ts';

const labels = { app: 'api', tier: 'front-end', 'projectcalico.org/name': 'shop' };

function selectsText(text: string): boolean {
  const compiled = compileCalicoSelector(text);
  if ('invalid' in compiled) throw new Error(compiled.invalid);
  return calicoSelects(compiled, labels);
}

test.each([
  ['', true],
  ['all()', true],
  ['global()', false],
  ["app == 'api'", true],
  ['app=="api"&&tier!="back"', true],
  ['missing != "x"', true],
  ['has( app ) && !has(missing)', true],
  ['!!has(app)', true],
  ['app in { "web", "api" }', true],
  ['app not in {"web", "api",}', false],
  ['missing not in {"x"}', true],
  ['app in {}', false],
  ['tier starts with "front" && tier ends with "end"', true],
  ['tier contains "back" || projectcalico.org/name == "shop"', true],
  ['(app == "web" || app == "api") && tier contains "nt-e"', true],
  ['app == "web" || app == "api" && tier == "x"', false],
  ['in in {"a"} || all()', true],
])('%s', (text, expected) => {
  expect(selectsText(text)).toBe(expected);
});

test.each([
  ['projectcalico.org/name == global()', '== needs a string in quotes, not global()'],
  ['app = "api"', 'equality is written =='],
  ['app == api', '== needs a string in quotes, not api'],
  ['app', 'an operator must follow the label app'],
  ['app is "api"', 'an operator must follow a label, not "is \\"api\\""'],
  ['app == "api" &&', 'an operation is missing at the end'],
  ['(app == "api"', 'a parenthesis is not closed'],
  ['app == "api")', 'unexpected ) after the selector'],
  ['app == "api', 'a string does not end'],
  ['app in ["api"]', 'unexpected "[\\"api\\"]"'],
  ['app in {api}', 'a set holds strings in quotes, and a brace closes it'],
  ['app == "a" & b == "c"', 'unexpected "& b == \\"c\\""'],
])('refuses %s', (text, reason) => {
  expect(compileCalicoSelector(text)).toEqual({ invalid: reason });
});

test('nesting has an end', () => {
  expect(compileCalicoSelector('('.repeat(5000))).toEqual({ invalid: 'nested too deeply' });
});

const key = fc.constantFrom('app', 'tier', 'a.b/c-d');
const value = fc.constantFrom('api', 'front-end', '', "it's");
const { selector } = fc.letrec<{ selector: CalicoSelector }>((tie) => ({
  selector: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<CalicoSelector>({ kind: 'all' }, { kind: 'global' }),
    fc.record({ kind: fc.constant('has' as const), key }),
    fc.record({ kind: fc.constantFrom('==' as const, '!=' as const, 'contains' as const, 'starts with' as const), key, value }),
    fc.record({ kind: fc.constantFrom('in' as const, 'not in' as const), key, values: fc.array(value, { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), of: tie('selector') }),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('selector'), { minLength: 2, maxLength: 3 }) }),
  ),
}));

function print(node: CalicoSelector): string {
  switch (node.kind) {
    case 'all':
    case 'global':
      return `${node.kind}()`;
    case 'has':
      return `has(${node.key})`;
    case 'in':
    case 'not in':
      return `${node.key} ${node.kind} {${node.values.map((item) => `"${item}"`).join(', ')}}`;
    case 'not':
      return `!(${print(node.of)})`;
    case 'and':
    case 'or':
      return `(${node.of.map((part) => `(${print(part)})`).join(node.kind === 'and' ? ' && ' : '||')})`;
    default:
      return `${node.key} ${node.kind} "${node.value}"`;
  }
}

test('what is printed reads back as it was', () => {
  fc.assert(
    fc.property(selector, (node) => {
      expect(compileCalicoSelector(print(node))).toEqual(node);
    }),
  );
});
