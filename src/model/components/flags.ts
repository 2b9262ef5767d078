// SPDX-License-Identifier: Apache-2.0
import type { Pointer } from '../pointer.ts';

/** One argument of a program, and the string it stands in. */
export interface Word {
  readonly text: string;
  readonly path: Pointer;
  /** Where that string is a shell command that holds other words too: it cannot be replaced by a flag alone. */
  readonly within?: 'shell';
}

/** A flag as it was given once. */
export interface FlagOccurrence {
  /** Without dashes; words joined by '-', as Kubernetes' programs read `--anonymous_auth` too. */
  readonly name: string;
  /** 'true' where a flag stands alone. */
  readonly value: string;
  /** The argument that names the flag. */
  readonly path: Pointer;
  /** The argument after it, where the value stands in one of its own. */
  readonly valuePath?: Pointer;
  readonly within?: 'shell';
  /** One dash stands before the name: etcd reads that as two, Kubernetes' own programs don't. */
  readonly short?: true;
  /** What stands before the name where another program hands the flag on: `--kube-apiserver-arg=`. */
  readonly prefix?: string;
}

export type Flags = readonly FlagOccurrence[];

/**
 * The flags among a program's arguments, in order: `--f=v`, `--f v`, `--f` (true), and all of these with one dash.
 * Nothing is read after `--`. Arguments that belong to no flag are left out.
 */
export function parseFlags(words: readonly Word[]): Flags {
  const flags: FlagOccurrence[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined || word.text === '--') break;
    const [, name, equals, inline] = /^--?([A-Za-z][\w.-]*)(=)?([^]*)$/.exec(word.text) ?? [];
    if (name === undefined || (equals === undefined && inline !== '')) continue;
    const common = {
      name: name.replaceAll('_', '-'),
      path: word.path,
      ...(word.within === undefined ? {} : { within: word.within }),
      ...(word.text.startsWith('--') ? {} : { short: true as const }),
    };
    const next = words[index + 1];
    if (equals !== undefined) flags.push({ ...common, value: inline ?? '' });
    else if (next === undefined || isFlag(next.text)) flags.push({ ...common, value: 'true' });
    else {
      flags.push({ ...common, value: next.text, valuePath: next.path });
      index++;
    }
  }
  return flags;
}

// A negative number is a value.
function isFlag(text: string): boolean {
  return /^-(?!\d)/.test(text);
}

/** All occurrences of a flag, in order. */
export function occurrences(flags: Flags, name: string): Flags {
  return flags.filter((found) => found.name === name);
}

/** The occurrence of a scalar flag that is in force: the last one. */
export function flag(flags: Flags, name: string): FlagOccurrence | undefined {
  return flags.findLast((found) => found.name === name);
}

export interface ListItem {
  readonly value: string;
  readonly from: FlagOccurrence;
}

/** The items of a list flag, which is separated by commas and may be repeated; undefined where it is not given. */
export function flagList(flags: Flags, name: string): readonly ListItem[] | undefined {
  const given = occurrences(flags, name);
  if (given.length === 0) return undefined;
  return given.flatMap((from) =>
    from.value
      .split(',')
      .map((item) => ({ value: item.trim(), from }))
      .filter(({ value }) => value !== ''),
  );
}

/** What Go's strconv.ParseBool reads; undefined where it would refuse the value. */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : undefined;
}
