// SPDX-License-Identifier: Apache-2.0
// Calico's selector language, with the grammar of libcalico-go/lib/selector: ||, &&, !, parentheses, and operations on one label.
import type { Labels } from './selector.ts';

/** A compiled selector. `global` matches host endpoints and global network sets, so no pod. */
export type CalicoSelector =
  | { readonly kind: 'all' | 'global' }
  | { readonly kind: 'has'; readonly key: string }
  | { readonly kind: Comparison; readonly key: string; readonly value: string }
  | { readonly kind: 'in' | 'not in'; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: 'not'; readonly of: CalicoSelector }
  | { readonly kind: 'and' | 'or'; readonly of: readonly CalicoSelector[] };

type Comparison = '==' | '!=' | 'contains' | 'starts with' | 'ends with';

type Token =
  | { readonly kind: 'label' | 'literal' | 'has'; readonly value: string }
  | { readonly kind: '(' | ')' | '{' | '}' | ',' | '==' | '!=' | '!' | '&&' | '||' | 'all' | 'global' | 'in' | 'not in' }
  | { readonly kind: 'contains' | 'starts with' | 'ends with' };

const deepest = 200;

class SelectorFault extends Error {}

/** Compiles a selector; the empty one selects everything. Says why where Calico refuses the text. */
export function compileCalicoSelector(text: string): CalicoSelector | { readonly invalid: string } {
  try {
    const tokens = tokenize(text);
    return tokens.length === 0 ? { kind: 'all' } : parseAll(tokens);
  } catch (error) {
    if (error instanceof SelectorFault) return { invalid: error.message };
    throw error;
  }
}

// Of alternatives that begin alike the longer stands first. A word is an operator only where it follows a label.
const patterns = [
  ['has', /has\([ \t]*([A-Za-z0-9_./-]{1,512})[ \t]*\)/y],
  ['all', /all\([ \t]*\)/y],
  ['global', /global\([ \t]*\)/y],
  ['literal', /"([^"]*)"/y],
  ['literal', /'([^']*)'/y],
  ['sign', /==|!=|&&|\|\||[(){},!]/y],
  ['label', /([A-Za-z0-9_./-]{1,512})/y],
] as const;
const word = /contains|starts[ \t]*with|ends[ \t]*with|not[ \t]*in|in/y;
const space = /[ \t]*/y;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const [token, next] = tokenAt(text, at, tokens.at(-1)?.kind === 'label');
    tokens.push(token);
    at = next;
  }
  return tokens;
}

function skipSpace(text: string, at: number): number {
  space.lastIndex = at;
  space.exec(text);
  return space.lastIndex;
}

function tokenAt(text: string, at: number, afterLabel: boolean): readonly [Token, number] {
  if (afterLabel && /[A-Za-z0-9_./-]/.test(text.charAt(at))) {
    word.lastIndex = at;
    const found = word.exec(text)?.[0];
    if (found === undefined) throw new SelectorFault(`an operator must follow a label, not ${excerpt(text, at)}`);
    const kind = operators.get(found.replaceAll(/[ \t]/g, ''));
    if (kind !== undefined) return [{ kind }, word.lastIndex];
  }
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    if (kind === 'all' || kind === 'global') return [{ kind }, pattern.lastIndex];
    if (kind !== 'sign') return [{ kind, value: match[1] ?? '' }, pattern.lastIndex];
    const sign = signs.find((known) => known === match[0]);
    if (sign !== undefined) return [{ kind: sign }, pattern.lastIndex];
  }
  if (/["']/.test(text.charAt(at))) throw new SelectorFault('a string does not end');
  if (text.charAt(at) === '=') throw new SelectorFault('equality is written ==');
  throw new SelectorFault(`unexpected ${excerpt(text, at)}`);
}

const signs = ['==', '!=', '&&', '||', '(', ')', '{', '}', ',', '!'] as const;
const operators = new Map([
  ['contains', 'contains'],
  ['startswith', 'starts with'],
  ['endswith', 'ends with'],
  ['notin', 'not in'],
  ['in', 'in'],
] as const satisfies [string, Token['kind']][]) as ReadonlyMap<string, 'contains' | 'starts with' | 'ends with' | 'not in' | 'in'>;

function excerpt(text: string, at: number): string {
  return JSON.stringify(text.slice(at, at + 20));
}

function parseAll(tokens: readonly Token[]): CalicoSelector {
  let at = 0;
  const peek = () => tokens[at]?.kind;
  const next = () => tokens[at++];

  function anyOf(depth: number): CalicoSelector {
    return joined('||', 'or', () => joined('&&', 'and', () => operation(depth)));
  }
  function joined(sign: '||' | '&&', kind: 'or' | 'and', operand: () => CalicoSelector): CalicoSelector {
    const first = operand();
    const of = [first];
    while (peek() === sign) {
      at += 1;
      of.push(operand());
    }
    return of.length === 1 ? first : { kind, of };
  }
  function operation(depth: number): CalicoSelector {
    if (depth > deepest) throw new SelectorFault('nested too deeply');
    let negated = false;
    for (; peek() === '!'; at++) negated = !negated;
    const positive = plainOperation(depth);
    return negated ? { kind: 'not', of: positive } : positive;
  }
  function plainOperation(depth: number): CalicoSelector {
    const token = next();
    if (token === undefined) throw new SelectorFault('an operation is missing at the end');
    if (token.kind === 'has') return { kind: 'has', key: token.value };
    if (token.kind === 'all' || token.kind === 'global') return { kind: token.kind };
    if (token.kind === 'label') return labelOperation(token.value);
    if (token.kind !== '(') throw new SelectorFault(`unexpected ${shown(token)}`);
    const inner = anyOf(depth + 1);
    if (next()?.kind !== ')') throw new SelectorFault('a parenthesis is not closed');
    return inner;
  }
  function labelOperation(key: string): CalicoSelector {
    const operator = next()?.kind;
    switch (operator) {
      case '==':
      case '!=':
      case 'contains':
      case 'starts with':
      case 'ends with':
        return { kind: operator, key, value: literal(operator) };
      case 'in':
      case 'not in':
        return { kind: operator, key, values: set() };
      default:
        throw new SelectorFault(`an operator must follow the label ${key}`);
    }
  }
  function literal(operator: string): string {
    const token = next();
    if (token?.kind !== 'literal') throw new SelectorFault(`${operator} needs a string in quotes${token ? `, not ${shown(token)}` : ''}`);
    return token.value;
  }
  function set(): string[] {
    if (next()?.kind !== '{') throw new SelectorFault('a set is written in braces: { "a", "b" }');
    const values: string[] = [];
    while (peek() === 'literal') {
      values.push(literal('a set'));
      if (peek() === ',') at += 1;
      else break;
    }
    if (next()?.kind !== '}') throw new SelectorFault('a set holds strings in quotes, and a brace closes it');
    return values;
  }

  const selector = anyOf(0);
  const rest = tokens[at];
  if (rest !== undefined) throw new SelectorFault(`unexpected ${shown(rest)} after the selector`);
  return selector;
}

function shown(token: Token): string {
  if (token.kind === 'all' || token.kind === 'global') return `${token.kind}()`;
  return 'value' in token ? (token.kind === 'has' ? `has(${token.value})` : token.value) : token.kind;
}

/** Whether a selector selects an endpoint that is a pod, or a namespace, with these labels. */
export function calicoSelects(selector: CalicoSelector, labels: Labels): boolean {
  const valueOf = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  switch (selector.kind) {
    case 'all':
      return true;
    case 'global':
      return false;
    case 'has':
      return valueOf(selector.key) !== undefined;
    case '==':
      return valueOf(selector.key) === selector.value;
    case '!=':
      return valueOf(selector.key) !== selector.value;
    case 'contains':
      return valueOf(selector.key)?.includes(selector.value) === true;
    case 'starts with':
      return valueOf(selector.key)?.startsWith(selector.value) === true;
    case 'ends with':
      return valueOf(selector.key)?.endsWith(selector.value) === true;
    case 'in':
    case 'not in': {
      const value = valueOf(selector.key);
      return (value !== undefined && selector.values.includes(value)) === (selector.kind === 'in');
    }
    case 'not':
      return !calicoSelects(selector.of, labels);
    case 'and':
      return selector.of.every((part) => calicoSelects(part, labels));
    case 'or':
      return selector.of.some((part) => calicoSelects(part, labels));
  }
}
