// SPDX-License-Identifier: Apache-2.0
// Which parts of its input a Rego module speaks of, by following names through assignments, loops, helper rules and functions.
// It is told what is named, not what is decided: a path stands for what a name may be, `*` for an element.
import { closingsOf, depthOf, regoRules, regoTokens, type Token } from './rego-tokens.ts';

/** What an expression may be: paths such as `input.review.object.spec`, texts behind a quotation mark; and its elements, where they are known. */
export interface Value {
  readonly is: ReadonlySet<string>;
  readonly has: ReadonlySet<string>;
}

/** An argument as a whole: of which function, where, and what stands beside it. */
export interface Argument {
  readonly of: string;
  readonly place: number;
  readonly values: readonly Value[];
  /** The words of each argument. */
  readonly words: readonly (readonly Token[])[];
}

/** A reference as it stands in a rule. */
export interface Reference {
  readonly paths: readonly string[];
  readonly index: number;
  readonly argument?: Argument;
}

export interface Rule {
  readonly name: string;
  readonly tokens: readonly Token[];
  readonly references: readonly Reference[];
}

interface Definitions {
  /** What rules and functions may be. */
  readonly values: Map<string, Value>;
  /** Names of rules that are sets, whose keys are their elements. */
  readonly sets: Set<string>;
  /** What the parameters of functions may be. */
  readonly parameters: Map<string, Value[]>;
  /** How much has been found out: once it grows no more, there is nothing left to follow. */
  known: number;
}

interface Scope {
  readonly tokens: readonly Token[];
  readonly closings: readonly (number | undefined)[];
  readonly variables: Map<string, Value>;
  readonly definitions: Definitions;
}

/** An expression and the index behind it. */
interface Term {
  readonly value: Value;
  readonly end: number;
}

const keywords: ReadonlySet<string> = new Set(
  'as contains default else every false if import in not null package some true with'.split(' '),
);
const nothing: Value = { is: new Set(), has: new Set() };
// Bounds on what is followed, so that recursion ends.
const rounds = 6;
const longestPath = 14;
const mostPaths = 40;

/** The rules and the words of a module; its libraries may be written behind it. What nobody writes by hand has no rules. */
export function readRego(text: string): { readonly rules: readonly Rule[]; readonly tokens: readonly Token[] } {
  const tokens = regoTokens(text);
  return { tokens, rules: tokens.length > mostTokens || deepest(tokens) > deepestBrackets ? [] : rulesOf(tokens) };
}

/** No policy that people write nests deeper, and what reads it calls itself for each bracket. */
const deepestBrackets = 40;
const mostTokens = 30_000;

function deepest(tokens: readonly Token[]): number {
  let depth = 0;
  let most = 0;
  for (const token of tokens) {
    depth += depthOf(token);
    most = Math.max(most, depth);
  }
  return most;
}

function rulesOf(tokens: readonly Token[]): Rule[] {
  const definitions: Definitions = { values: new Map(), sets: new Set(), parameters: new Map(), known: 0 };
  const scopes = regoRules(tokens).map((own): Scope => ({ tokens: own, closings: closingsOf(own), variables: new Map(), definitions }));
  for (let round = 0; round < rounds; round++) {
    const before = definitions.known;
    for (const scope of scopes) follow(scope);
    if (definitions.known === before) break;
  }
  return scopes.map((scope) => ({ name: nameOf(scope.tokens), tokens: scope.tokens, references: referencesOf(scope) }));
}

function nameOf(tokens: readonly Token[]): string {
  return (tokens[0]?.text === 'default' ? tokens[1] : tokens[0])?.text ?? '';
}

function follow(scope: Scope): void {
  followHead(scope);
  const { tokens, variables, definitions } = scope;
  for (const [index, token] of tokens.entries()) {
    if (token.text === 'in' && token.kind === 'name') {
      const name = tokens[index - 1]?.text ?? '';
      const isLoop = tokens.slice(Math.max(0, index - 4), index).some(({ text }) => text === 'some' || text === 'every');
      if (isLoop) add(definitions, variables, name, elementOf(termAt(scope, index + 1).value));
    } else if (startsReference(tokens, index) && index > 0) {
      const { value, end } = termAt(scope, index);
      if (!isAssignment(tokens[end])) continue;
      // `x := value` and `value = x` alike.
      if (end === index + 1) add(definitions, variables, token.text, termAt(scope, end + 1).value);
      const other = tokens[end + 1];
      if (other?.kind === 'name' && !/^[.([]$/.test(tokens[end + 2]?.text ?? '')) add(definitions, variables, other.text, value);
    }
  }
}

function isAssignment(token: Token | undefined): boolean {
  return token?.kind === 'sign' && (token.text === ':=' || token.text === '=');
}

/** What the head of a rule defines: `name := value`, `name(parameters) = value`, `name[element]`, `name contains element`. */
function followHead(scope: Scope): void {
  const { tokens, variables, definitions } = scope;
  const name = nameOf(tokens);
  let at = tokens[0]?.text === 'default' ? 2 : 1;
  if (tokens[at]?.text === '(') {
    const end = closingOf(scope, at);
    const given = definitions.parameters.get(name) ?? [];
    for (const [place, words] of argumentsIn(scope, at, end).entries()) {
      const parameter = words.length === 1 ? tokens[words.start] : undefined;
      if (parameter?.kind === 'name') add(definitions, variables, parameter.text, given[place] ?? nothing);
    }
    if (!definitions.parameters.has(name)) {
      definitions.parameters.set(name, []);
      definitions.known++;
    }
    at = end + 1;
  } else if (tokens[at]?.text === '[' || (tokens[at]?.text === 'contains' && tokens[at]?.kind === 'name')) {
    const end = tokens[at]?.text === '[' ? closingOf(scope, at) : at;
    if (!isAssignment(tokens[end + 1])) {
      if (!definitions.sets.has(name)) definitions.known++;
      definitions.sets.add(name);
      add(definitions, definitions.values, name, { is: nothing.is, has: termAt(scope, at + 1).value.is });
    } else add(definitions, definitions.values, name, { is: nothing.is, has: termAt(scope, end + 2).value.is });
    return;
  }
  if (isAssignment(tokens[at])) add(definitions, definitions.values, name, termAt(scope, at + 1).value);
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    depth += depthOf(token);
    if (depth === 0 && token.text === 'else' && isAssignment(tokens[index + 1]))
      add(definitions, definitions.values, name, termAt(scope, index + 2).value);
  }
}

/** Adds to what a name may be. */
function add(definitions: Definitions, known: Map<string, Value>, name: string, value: Value): void {
  const before = known.get(name) ?? nothing;
  const after = merged(before, value);
  if (after === before) return;
  known.set(name, after);
  definitions.known++;
}

function merged(before: Value, value: Value): Value {
  const isNew = [...value.is].some((path) => !before.is.has(path)) || [...value.has].some((path) => !before.has.has(path));
  if (!isNew) return before;
  const after = { is: bounded([...before.is, ...value.is]), has: bounded([...before.has, ...value.has]) };
  return after.is.size === before.is.size && after.has.size === before.has.size ? before : after;
}

function bounded(paths: readonly string[]): Set<string> {
  return new Set(paths.filter((path) => path.startsWith('"') || path.split('.').length <= longestPath).slice(0, mostPaths));
}

/** Whether a name stands there that is no keyword, nor the field of something. */
function startsReference(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token?.kind !== 'name' || tokens[index - 1]?.text === '.') return false;
  // contains is a function as well.
  return !keywords.has(token.text) || (token.text === 'contains' && tokens[index + 1]?.text === '(');
}

/** What the expression that begins at an index may be, as far as its first operand tells. */
function termAt(scope: Scope, index: number): Term {
  const { tokens } = scope;
  const token = tokens[index];
  if (token === undefined) return { value: nothing, end: index };
  if (token.kind === 'string') return { value: { is: new Set([`"${token.text}`]), has: nothing.has }, end: index + 1 };
  if (token.text === '(' && token.kind === 'sign') return { value: termAt(scope, index + 1).value, end: closingOf(scope, index) + 1 };
  if (token.kind === 'sign' && (token.text === '[' || token.text === '{'))
    return selected(scope, collection(scope, index), closingOf(scope, index) + 1);
  if (!startsReference(tokens, index)) return { value: nothing, end: index + 1 };
  const call = callAt(scope, index);
  if (call !== undefined) return selected(scope, called(scope, call), call.end + 1);
  const { text } = token;
  const known = scope.variables.get(text) ?? scope.definitions.values.get(text);
  const value = text === 'input' || text === 'data' ? { is: new Set([text]), has: nothing.has } : (known ?? nothing);
  return selected(scope, value, index + 1, scope.definitions.sets.has(text));
}

function closingOf({ tokens, closings }: Scope, open: number): number {
  return closings[open] ?? tokens.length;
}

/** An array, set, object or comprehension: its elements. */
function collection(scope: Scope, open: number): Value {
  const end = closingOf(scope, open);
  const parts = argumentsIn(scope, open, end);
  const has = parts.flatMap(({ start, length }) => {
    const colon = scope.tokens.slice(start, start + length).findIndex(({ kind, text }) => kind === 'sign' && text === ':');
    const { value } = termAt(scope, colon < 0 ? start : start + colon + 1);
    return [...value.is];
  });
  return { is: nothing.is, has: new Set(has) };
}

interface Words {
  readonly start: number;
  readonly length: number;
}

/** The parts between brackets that commas divide. */
function argumentsIn({ tokens, closings }: Scope, open: number, end: number): Words[] {
  const parts: Words[] = [];
  let start = open + 1;
  for (let index = start; index < end; index = (closings[index] ?? index) + 1) {
    const token = tokens[index];
    if (token?.kind === 'sign' && token.text === ',') {
      parts.push({ start, length: index - start });
      start = index + 1;
    }
  }
  return start < end ? [...parts, { start, length: end - start }] : parts;
}

interface Call {
  readonly name: string;
  readonly open: number;
  readonly end: number;
}

/** The call that begins at an index: `f(`, `object.get(`, `data.lib.f(`. */
function callAt(scope: Scope, index: number): Call | undefined {
  const { tokens } = scope;
  let at = index;
  while (tokens[at + 1]?.text === '.' && tokens[at + 2]?.kind === 'name') at += 2;
  const open = at + 1;
  if (tokens[open]?.kind !== 'sign' || tokens[open]?.text !== '(') return undefined;
  const name = tokens
    .slice(index, open)
    .map(({ text }) => text)
    .join('');
  return { name, open, end: closingOf(scope, open) };
}

function called(scope: Scope, call: Call): Value {
  const { tokens, definitions } = scope;
  const parts = argumentsIn(scope, call.open, call.end);
  const values = parts.map(({ start }) => termAt(scope, start).value);
  const [first = nothing, second = nothing, third = nothing] = values;
  if (call.name === 'object.get') {
    const at = parts[1]?.start ?? 0;
    const keys =
      tokens[at]?.text === '['
        ? tokens.slice(at, at + (parts[1]?.length ?? 0)).filter(({ kind }) => kind === 'string')
        : tokens.slice(at, at + 1);
    const found = keys.reduce((value, { kind, text }) => (kind === 'string' ? fieldOf(value, text) : elementOf(value)), first);
    return { is: new Set([...found.is, ...third.is]), has: third.has };
  }
  if (call.name === 'array.concat') return { is: nothing.is, has: new Set([...elementOf(first).is, ...elementOf(second).is]) };
  if (call.name === 'object.union') return { is: new Set([...first.is, ...second.is]), has: nothing.has };
  const own = call.name.slice(call.name.lastIndexOf('.') + 1);
  const parameters = definitions.parameters.get(own);
  if (parameters === undefined) return nothing;
  for (const [place, value] of values.entries()) {
    const before = parameters[place] ?? nothing;
    const after = merged(before, value);
    if (after === before) continue;
    parameters[place] = after;
    definitions.known++;
  }
  return definitions.values.get(own) ?? nothing;
}

function fieldOf(value: Value, key: string): Value {
  return { is: bounded([...value.is].filter((path) => !path.startsWith('"')).map((path) => `${path}.${key}`)), has: nothing.has };
}

function elementOf(value: Value): Value {
  return { is: bounded([...value.has, ...fieldOf(value, '*').is]), has: nothing.has };
}

/** What `.field` and `[…]` behind an expression select of it. */
function selected(scope: Scope, from: Value, index: number, isSet = false): Term {
  const { tokens, definitions, variables } = scope;
  let value = from;
  let at = index;
  for (;;) {
    const token = tokens[at];
    const next = tokens[at + 1];
    if (token?.kind !== 'sign' || token.isApart) return { value, end: at };
    if (token.text === '.' && next?.kind === 'name') {
      const isData = [...value.is].some((path) => path.startsWith('data'));
      value = (isData ? definitions.values.get(next.text) : undefined) ?? fieldOf(value, next.text);
      at += 2;
    } else if (token.text === '[') {
      const end = closingOf(scope, at);
      const isName = end === at + 2 && next?.kind === 'name' && next.text !== '_';
      // The keys of a set are its elements: `containers[c]` makes c each of them.
      if (isSet && isName && at === index) add(definitions, variables, next.text, elementOf(value));
      const keys = isSet ? [] : [...termAt(scope, at + 1).value.is].filter((path) => path.startsWith('"')).map((path) => path.slice(1));
      const parts = keys.length === 0 ? [elementOf(value)] : keys.map((key) => fieldOf(value, key));
      value = { is: bounded(parts.flatMap(({ is }) => [...is])), has: nothing.has };
      at = end + 1;
    } else return { value, end: at };
  }
}

function referencesOf(scope: Scope): Reference[] {
  const { tokens } = scope;
  const argumentsAt = new Map<number, Argument>();
  const found: Reference[] = [];
  for (const index of tokens.keys()) {
    if (!startsReference(tokens, index)) continue;
    const call = callAt(scope, index);
    const { value, end } = termAt(scope, index);
    // At the head of a rule stand parameters.
    if (call !== undefined && index > 0) {
      const parts = argumentsIn(scope, call.open, call.end);
      const values = parts.map(({ start }) => termAt(scope, start).value);
      const words = parts.map(({ start, length }) => tokens.slice(start, start + length));
      for (const [place, part] of parts.entries()) {
        if (termAt(scope, part.start).end === part.start + part.length)
          argumentsAt.set(part.start, { of: call.name, place, values, words });
      }
    }
    const argument = argumentsAt.get(index);
    const paths = [...value.is].filter((path) => !path.startsWith('"'));
    if (paths.length > 0) found.push({ paths, index, ...(argument === undefined || end === index ? {} : { argument }) });
  }
  return found;
}
