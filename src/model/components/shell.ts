// SPDX-License-Identifier: Apache-2.0
// As much of a shell's grammar as it takes to find the arguments of a program that a shell starts.

/** The commands of a script, each as its words without quotes. Redirections are left out. */
export function shellCommands(script: string): string[][] {
  const commands: string[][] = [[]];
  let word: string | undefined;
  let quote = '';
  const endWord = () => {
    if (word !== undefined) commands.at(-1)?.push(word);
    word = undefined;
  };
  for (let index = 0; index < script.length; index++) {
    const char = script[index] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (quote === '"' && char === '\\' && /["\\$`\n]/.test(script[index + 1] ?? '')) word += script[++index] ?? '';
      else word += char;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= '';
    } else if (char === '\\') {
      index++;
      if (script[index] !== '\n') word = (word ?? '') + (script[index] ?? '');
    } else if (/[\n;|&()]/.test(char)) {
      // `2>&1` is no end of a command.
      if (char === '&' && /[<>]$/.test(word ?? '')) word += char;
      else {
        endWord();
        commands.push([]);
      }
    } else if (/\s/.test(char)) endWord();
    else if (char === '#' && word === undefined) {
      while (index + 1 < script.length && script[index + 1] !== '\n') index++;
    } else word = (word ?? '') + char;
  }
  endWord();
  return commands.map(withoutRedirections).filter((words) => words.length > 0);
}

function withoutRedirections(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [redirection, target] = /^\d*(?:>>?|<)(.*)$/.exec(word) ?? [];
    if (redirection === undefined) kept.push(word);
    else if (target === '') index++;
  }
  return kept;
}
