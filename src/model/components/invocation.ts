// SPDX-License-Identifier: Apache-2.0
import { parseImage } from '../image.ts';
import type { Container } from '../pod.ts';
import type { Pointer } from '../pointer.ts';
import type { Word } from './flags.ts';
import { shellCommands } from './shell.ts';

/** A program that a container or node starts. */
export interface Invocation {
  /** The name of the program, without its folder. */
  readonly program: string;
  readonly words: readonly Word[];
  /** The list of arguments where one more is added; where a shell starts the program, the string of its script. */
  readonly argumentsPath: Pointer;
  /** Whether that place is a script. */
  readonly within?: 'shell';
  /** Why there may be more arguments than these. */
  readonly incomplete?: string;
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'busybox']);
/** Words that stand before a command and start it. */
const starters: ReadonlySet<string> = new Set([
  'exec',
  'nohup',
  'command',
  'env',
  'sudo',
  'then',
  'do',
  'else',
  'if',
  '{',
  '!',
  'time',
  'nice',
]);

/** What a container starts, as far as its image does not hide it: command and arguments, or the image's name where it has no command. */
export function containerInvocations(container: Container, path: Pointer): readonly Invocation[] {
  const known = knownInvocations.get(container);
  if (known?.path === path) return known.found;
  const found = findInvocations(container, path);
  knownInvocations.set(container, { path, found });
  return found;
}

/** Many checks ask the same of a container, which stands at one place. */
const knownInvocations = new WeakMap<Container, { readonly path: Pointer; readonly found: readonly Invocation[] }>();

function findInvocations(container: Container, path: Pointer): readonly Invocation[] {
  const command = wordsOf(container.command ?? [], `${path}/command`);
  const args = wordsOf(container.args ?? [], `${path}/args`);
  const argumentsPath = command.length === 0 || args.length > 0 ? `${path}/args` : `${path}/command`;
  const found = commandInvocations([...command, ...args], argumentsPath);
  if (command.length > 0) return found;
  // Arguments alone: the program is the entry point of the image, or the first of them.
  const image = parseImage(container.image ?? '')
    ?.repository.split('/')
    .at(-1);
  const first = args[0]?.text ?? '';
  if (image === undefined || (first !== '' && !first.startsWith('-') && baseName(first) === image)) return found;
  return [{ program: image, words: args, argumentsPath: `${path}/args`, ...hiddenIn(args) }, ...found];
}

/** What a list of words starts: the program itself, and those that it starts in turn where it is a shell or a wrapper. */
export function commandInvocations(words: readonly Word[], argumentsPath: Pointer): Invocation[] {
  const [first, ...rest] = words;
  if (first === undefined) return [];
  const program = baseName(first.text);
  if (shells.has(program)) return shellInvocations(rest);
  // GKE and kind wrap programs as `go-runner --log-file=… -- kube-apiserver …`; `tini -- etcd` is the same.
  const separator = rest.findIndex(({ text }) => text === '--');
  const wrapped = separator < 0 ? [] : commandInvocations(rest.slice(separator + 1), argumentsPath);
  // An image's own program takes arguments alone, and `--kubelet-service=kube-system/kubelet` is no kubelet.
  if (first.text.startsWith('-')) return wrapped;
  if (starters.has(program)) return commandInvocations(rest, argumentsPath);
  if (program === 'hyperkube' && rest[0] !== undefined)
    return [{ program: hyperkubeName(rest[0].text), words: rest.slice(1), argumentsPath }];
  return [{ program, words: rest, argumentsPath, ...hiddenIn(rest) }, ...wrapped];
}

// Kubernetes puts the value of a variable there, which may be a flag; after a flag it is that flag's value.
function hiddenIn(words: readonly Word[]): Pick<Invocation, 'incomplete'> {
  const hidden = words.find(({ text }, index) => /^\$\(\w+\)$/.test(text) && !/^-[^=]+$/.test(words[index - 1]?.text ?? ''));
  return hidden === undefined ? {} : { incomplete: `the argument ${hidden.text} stands for what is not in the command` };
}

function shellInvocations(words: readonly Word[]): Invocation[] {
  const flag = words.findIndex(({ text }) => /^-[a-z]*c[a-z]*$/.test(text));
  const script = flag < 0 ? undefined : words[flag + 1];
  if (script === undefined) return [];
  return shellCommands(script.text).flatMap((command) => {
    const first = command.findIndex((word) => !starters.has(word) && !/^[A-Za-z_]\w*=/.test(word));
    const [program, ...rest] = first < 0 ? [] : command.slice(first);
    if (program === undefined) return [];
    const found = rest.map((text) => ({ text, path: script.path, within: 'shell' as const }));
    const hidden = rest.find((word, index) => /^(?:\$(?!\()|`)/.test(word) && !/^-[^=]+$/.test(rest[index - 1] ?? ''));
    return {
      program: baseName(program),
      words: found,
      argumentsPath: script.path,
      within: 'shell' as const,
      ...(hidden === undefined ? {} : { incomplete: `the shell adds the arguments ${hidden}` }),
    };
  });
}

function wordsOf(texts: readonly string[], path: Pointer): Word[] {
  return texts.map((text, index) => ({ text, path: `${path}/${index}` }));
}

function baseName(program: string): string {
  return (program.split(/[/\\]/).at(-1) ?? '').replace(/\.exe$/, '');
}

function hyperkubeName(subcommand: string): string {
  return /^(?:apiserver|controller-manager|scheduler|proxy)$/.test(subcommand) ? `kube-${subcommand}` : subcommand;
}
