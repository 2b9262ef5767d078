// SPDX-License-Identifier: Apache-2.0
// The words of a Rego module, and which of them belong to one rule.

export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'sign';
  /** The word; of a string what stands between its quotes. */
  readonly text: string;
  /** Whether it is the first of its line. */
  readonly startsLine: boolean;
  /** Whether white space stands before it. */
  readonly isApart: boolean;
}

const word = /[ \t\r]+|\n|#[^\n]*|"(?:[^"\\\n]|\\.)*"|`[^`]*`|[A-Za-z_]\w*|\d[\w.]*|:=|==|!=|<=|>=|[^\s]/gy;

/** The tokens of a module, comments left out. */
export function regoTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let startsLine = true;
  let isApart = true;
  for (const [found] of text.matchAll(word)) {
    if (found === '\n') startsLine = true;
    if (/^[\s#]/.test(found)) {
      isApart = true;
      continue;
    }
    const isString = found.length > 1 && /^["`]/.test(found);
    const kind = isString ? 'string' : /^[A-Za-z_]/.test(found) ? 'name' : /^\d/.test(found) ? 'number' : 'sign';
    tokens.push({ kind, text: isString ? found.slice(1, -1) : found, startsLine, isApart });
    startsLine = false;
    isApart = false;
  }
  return tokens;
}

const opening = new Set(['(', '[', '{']);
const closing = new Set([')', ']', '}']);

/** 1 for an opening bracket, -1 for a closing one. */
export function depthOf({ kind, text }: Token): number {
  return kind !== 'sign' ? 0 : opening.has(text) ? 1 : closing.has(text) ? -1 : 0;
}

/** For each bracket that opens, the index of the one that closes it: the length where none does. Undefined for other tokens. */
export function closingsOf(tokens: readonly Token[]): readonly (number | undefined)[] {
  const closings: (number | undefined)[] = Array.from({ length: tokens.length });
  const open: number[] = [];
  for (const [index, token] of tokens.entries()) {
    const depth = depthOf(token);
    if (depth > 0) {
      open.push(index);
      closings[index] = tokens.length;
    } else if (depth < 0) {
      const start = open.pop();
      if (start !== undefined) closings[start] = index;
    }
  }
  return closings;
}

/** The tokens of each rule: a rule begins with a name at the start of a line, outside of all brackets. */
export function regoRules(tokens: readonly Token[]): Token[][] {
  const rules: Token[][] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const goesOn = token.text === 'else' || (before?.kind === 'name' && before.text === 'if') || [':=', '='].includes(before?.text ?? '');
    if (depth === 0 && token.kind === 'name' && token.startsLine && !goesOn) rules.push([]);
    rules.at(-1)?.push(token);
    depth = Math.max(0, depth + depthOf(token));
  }
  return rules.filter(([first]) => first !== undefined && !['package', 'import'].includes(first.text));
}
