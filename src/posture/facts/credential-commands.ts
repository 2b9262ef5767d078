// SPDX-License-Identifier: Apache-2.0
// Credentials in the words of a command line, and in scripts that a word holds. What is returned never holds any part of a value.
import { credentialIn, credentialInSetting } from './credentials.ts';

export interface CommandCredential {
  /** The index of the word. */
  readonly index: number;
  /** What it is: `a GitHub token`. */
  readonly credential: string;
  /** The flag or variable that it is given to, where there is one. */
  readonly name: string;
}

const flag = /^--?([A-Za-z][\w.-]{0,80})(?:=([\s\S]*))?$/;
/** Assignments and long flags of a script; a value ends where its quote or the word does. */
const assignment = /(?:^|[\s;({])(?:export\s{1,4})?([A-Za-z_]\w{0,80})=("[^"\n]{0,512}"|'[^'\n]{0,512}'|[^\s;&|"'`)]{1,512})/g;
const longFlag = /(?:^|\s)--([A-Za-z][\w.-]{0,80})(?:=|\s{1,4})("[^"\n]{0,512}"|'[^'\n]{0,512}'|[^\s;&|"'`)-][^\s;&|"'`)]{0,511})/g;
/** curl -u user:password, and the like. */
const userOption = /(?:^|\s)(?:-u|--user)(?:=|\s{0,4})["']?[^\s:"'$]{1,128}:([^\s"'$]{1,256})/;

export function credentialsInCommand(words: readonly string[]): CommandCredential[] {
  return words.flatMap((word, index) => {
    const found = inWord(word, words[index - 1] ?? '');
    return found === undefined ? [] : [{ index, ...found }];
  });
}

type Found = Omit<CommandCredential, 'index'>;

function inWord(word: string, before: string): Found | undefined {
  const named = inNamed(word, before);
  if (named !== undefined) return named;
  const shape = credentialIn('', word);
  return shape === undefined ? undefined : { credential: shape, name: '' };
}

function inNamed(word: string, before: string): Found | undefined {
  if (/\s/.test(word)) return inScript(word.slice(0, longestScript));
  const [, name = '', value] = flag.exec(word) ?? [];
  if (value !== undefined) return setting(name, value);
  const [, given = '', written] = flag.exec(before) ?? [];
  if (given !== '' && written === undefined && !word.startsWith('-')) return setting(given, word) ?? userPassword(given, word);
  const [, variable = '', assigned = ''] = /^([A-Za-z_]\w{0,80})=([\s\S]*)$/.exec(word) ?? [];
  return variable === '' ? undefined : setting(variable, assigned);
}

const longestScript = 65_536;

function inScript(text: string): Found | undefined {
  for (const pattern of [assignment, longFlag]) {
    for (const [, name = '', value = ''] of text.matchAll(pattern)) {
      const found = setting(name, value.replace(/^["']|["']$/g, ''));
      if (found !== undefined) return found;
    }
  }
  const password = userOption.exec(text)?.[1];
  return password === undefined ? undefined : setting('user password', password);
}

function userPassword(given: string, word: string): Found | undefined {
  const password = given === 'u' || given === 'user' ? /^[^:$]{1,128}:(.{1,256})$/.exec(word)?.[1] : undefined;
  return password === undefined ? undefined : setting('user password', password);
}

/** What a shell or Kubernetes puts in is not written down. */
function setting(name: string, value: string): Found | undefined {
  if (/[$`]/.test(value)) return undefined;
  const credential = credentialInSetting(name, value);
  return credential === undefined ? undefined : { credential, name };
}
