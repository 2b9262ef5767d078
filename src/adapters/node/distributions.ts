// SPDX-License-Identifier: Apache-2.0
// k3s and RKE2 take flags from files, too: /etc/rancher/NAME/config.yaml, and after it config.yaml.d in the order of names.
import { load } from 'js-yaml';
import { isDenied, type NodeDisk } from './disk.ts';
import type { SeenProcess } from './units.ts';

export const distributions = ['k3s', 'rke2'] as const;
export type Distribution = (typeof distributions)[number];

/** The command with what its configuration files add, which stands before its own arguments: those win. */
export function withConfigurationFiles(disk: NodeDisk, name: Distribution, started: SeenProcess): SeenProcess {
  const [program = name, ...rest] = started.command;
  const [role = 'server', ...own] = rest;
  const named = namedFile(own);
  const file = named ?? `/etc/rancher/${name}/config.yaml`;
  const settings = new Map<string, readonly string[]>();
  const from: string[] = [];
  const broken: string[] = [];
  let obstacle: string | undefined;
  for (const path of [file, ...dropIns(disk, `${file}.d`)]) {
    const text = disk.text(path);
    if (typeof text === 'string') {
      if (add(settings, text)) from.push(path);
      else {
        obstacle ??= `${disk.name}${path} is no YAML mapping`;
        broken.push(path);
      }
    } else if (isDenied(text)) obstacle ??= `${disk.name}${path} may not be read`;
  }
  const given = [...settings].flatMap(([key, values]) => values.map((value) => `--${key}=${value}`));
  const incomplete = started.incomplete ?? obstacle;
  return {
    command: [program, role, ...given, ...own],
    from: [...started.from, ...from],
    ...(broken.length === 0 ? {} : { broken }),
    ...(incomplete === undefined ? {} : { incomplete }),
  };
}

function namedFile(words: readonly string[]): string | undefined {
  const index = words.findIndex((word) => /^(?:--config|-c)(?:=|$)/.test(word));
  const word = words[index];
  if (word === undefined) return undefined;
  const equals = word.indexOf('=');
  return equals > 0 ? word.slice(equals + 1) : words[index + 1];
}

function dropIns(disk: NodeDisk, folder: string): string[] {
  const names = disk.names(folder);
  return Array.isArray(names) ? names.filter((name) => /\.ya?ml$/.test(name)).map((name) => `${folder}/${name}`) : [];
}

/** Adds the settings of a file; a key that ends in + adds to a list where it would take its place. */
function add(settings: Map<string, readonly string[]>, text: string): boolean {
  let value: unknown;
  try {
    value = load(text) ?? {};
  } catch {
    return false;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const [key, item] of Object.entries(value)) {
    const name = key.replace(/\+$/, '');
    const before = name === key ? [] : (settings.get(name) ?? []);
    settings.set(name, [...before, ...textsOf(item)]);
  }
  return true;
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
