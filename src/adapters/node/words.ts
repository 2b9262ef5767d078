// SPDX-License-Identifier: Apache-2.0
// Command lines and assignments as systemd reads them: quotes, backslashes, variables. Nothing is run.

/** Variables by name; undefined stands for one whose value is not known. */
export type Variables = ReadonlyMap<string, string>;

/** The words of a line: `a "b c" 'd'` are three. Quotes count at the beginning of a word, as in systemd. */
export function wordsOf(line: string): string[] {
  const words: string[] = [];
  let index = 0;
  while (index < line.length) {
    while (/\s/.test(line[index] ?? 'x')) index++;
    if (index >= line.length) break;
    let word = '';
    let quote = '';
    for (; index < line.length; index++) {
      const char = line[index] ?? '';
      if (char === '\\' && quote !== "'") word += line[++index] ?? '';
      else if (quote !== '') {
        if (char === quote) quote = '';
        else word += char;
      } else if (char === '"' || char === "'") quote = char;
      else if (/\s/.test(char)) break;
      else word += char;
    }
    words.push(word);
  }
  return words;
}

/**
 * The words with variables put in: `$NAME` alone becomes the words of its value, `${NAME}` its value, `$$` a dollar sign.
 * One that is not set is empty.
 */
export function withVariables(words: readonly string[], variables: Variables): string[] {
  return words.flatMap((word) => {
    const alone = /^\$([A-Za-z_]\w*)$/.exec(word)?.[1];
    if (alone !== undefined) return wordsOf(variables.get(alone) ?? '');
    return word.replace(/\$\$|\$\{([A-Za-z_]\w*)\}/g, (_, name: string | undefined) =>
      name === undefined ? '$' : (variables.get(name) ?? ''),
    );
  });
}

/** The names of the variables that words refer to. */
export function variablesIn(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.flatMap((word) => [...word.matchAll(/\$\$|\$\{?([A-Za-z_]\w*)\}?/g)].flatMap(([, name]) => name ?? [])));
}

/** `NAME=value` as a pair. */
export function assignment(word: string): readonly [name: string, value: string] | undefined {
  const equals = word.indexOf('=');
  return equals > 0 ? [word.slice(0, equals).trim(), word.slice(equals + 1)] : undefined;
}

/** The assignments of an EnvironmentFile: one a line, comments with # or ;, quotes around a value taken away. */
export function environmentFile(text: string): (readonly [name: string, value: string])[] {
  return joinedLines(text).flatMap((line) => {
    if (/^\s*(?:[#;]|$)/.test(line)) return [];
    const pair = assignment(line);
    // Between quotes a value may have blanks, and without them too.
    return pair === undefined ? [] : [[pair[0], unquoted(pair[1].trim())] as const];
  });
}

function unquoted(value: string): string {
  const [first] = value;
  if ((first !== '"' && first !== "'") || value.length < 2 || value.at(-1) !== first) return value;
  const inner = value.slice(1, -1);
  return first === '"' ? inner.replace(/\\(["\\$`])/g, '$1') : inner;
}

/** Lines, those that end in a backslash joined with the next. */
export function joinedLines(text: string): string[] {
  return text.replaceAll('\r\n', '\n').replace(/\\\n/g, ' ').split('\n');
}
