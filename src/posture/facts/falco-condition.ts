// SPDX-License-Identifier: Apache-2.0
// What a condition of Falco's rules names. The language is and, or, not, parentheses, and comparisons of fields with values.
const words: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'exists',
  'in',
  'intersects',
  'pmatch',
  'contains',
  'icontains',
  'bcontains',
  'startswith',
  'bstartswith',
  'endswith',
  'glob',
  'iglob',
  'regex',
  'val',
  'tolower',
  'toupper',
  'b64',
  'basename',
]);

/** The names that stand alone between and, or and not: macros. */
export function macrosIn(condition: string): string[] {
  const rest = condition
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
    .replace(/\b(?:in|intersects|pmatch)\s*\([^()]*\)/g, '= ""')
    .replace(/(?:[<>!]?=|<|>|\b(?:i?contains|bcontains|b?startswith|endswith|i?glob|regex)\b)\s*[^\s()]+/g, '= ""');
  const names = [...rest.matchAll(/(?<![\w.[\]-])[A-Za-z_]\w*(?![\w.[\]-]|\s*(?:=|\())/g)].map(([name]) => name);
  return [...new Set(names.filter((name) => !words.has(name)))];
}

/** The fields that a condition reads: `proc.name`, `fd.sip`. */
export function fieldsIn(condition: string): string[] {
  const rest = condition.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""').replace(/\b(?:in|intersects|pmatch)\s*\([^()]*\)/g, 'in ()');
  return [...new Set([...rest.matchAll(/(?<![\w./-])(?:[a-z][a-z0-9]*\.)+[a-z][a-z0-9_]*(?=[\s[)]|[<>!=]|$)/g)].map(([name]) => name))];
}
