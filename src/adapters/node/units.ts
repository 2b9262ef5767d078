// SPDX-License-Identifier: Apache-2.0
// What systemd would start, read from its unit files and their drop-ins.
import { isDenied, type NodeDisk } from './disk.ts';
import { assignment, environmentFile, joinedLines, variablesIn, withVariables, wordsOf } from './words.ts';

/** A program that a node runs or would start. */
export interface SeenProcess {
  readonly command: readonly string[];
  /** The files that its arguments come from; none where they were seen at the process itself. */
  readonly from: readonly string[];
  /** Files that its arguments come from, and that cannot be understood. */
  readonly broken?: readonly string[];
  /** Why there may be more arguments than these. */
  readonly incomplete?: string;
}

/** The folders of units, the one that wins first. */
const folders = ['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'].map((folder) => `${folder}/systemd/system`);

/** What the files of a unit say so far. */
class Service {
  start = '';
  readonly environment: string[] = [];
  readonly environmentFiles: string[] = [];
  readonly from: string[] = [];
  unreadable: string | undefined;

  add(text: string, file: string): void {
    this.from.push(file);
    let section = '';
    for (const line of joinedLines(text)) {
      section = /^\s*\[([^\]]*)\]/.exec(line)?.[1] ?? section;
      const pair = section === 'Service' && !/^\s*[#;]/.test(line) ? assignment(line) : undefined;
      if (pair !== undefined) this.#set(pair[0], pair[1].trim());
    }
  }

  // An empty value takes away what was said before.
  #set(key: string, value: string): void {
    if (key === 'ExecStart') this.start = value;
    else if (key === 'Environment' && value === '') this.environment.length = 0;
    else if (key === 'Environment') this.environment.push(...wordsOf(value));
    else if (key === 'EnvironmentFile' && value === '') this.environmentFiles.length = 0;
    else if (key === 'EnvironmentFile') this.environmentFiles.push(value.replace(/^-/, ''));
  }
}

/** What the unit of this name starts; undefined where there is none. */
export function startedBy(disk: NodeDisk, name: string): SeenProcess | undefined {
  const unit = `${name}.service`;
  const service = new Service();
  const main = folders.map((folder) => `${folder}/${unit}`).find((file) => isThere(disk, file));
  if (main === undefined) return undefined;
  for (const file of [main, ...dropIns(disk, unit)]) read(disk, file, service, (text) => service.add(text, file));
  const words = wordsOf(service.start.replace(/^[-@:+!|]*/, ''));
  const variables = variablesOf(disk, name, service, variablesIn(words));
  const { from, unreadable } = service;
  if (words.length === 0 && unreadable === undefined) return undefined;
  return {
    command: words.length === 0 ? [name] : withVariables(words, variables),
    from,
    ...(unreadable === undefined ? {} : { incomplete: `${disk.name}${unreadable} may not be read` }),
  };
}

/** Those of the variables that the command refers to: what else a service is told may be secret. */
function variablesOf(disk: NodeDisk, name: string, service: Service, wanted: ReadonlySet<string>): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const take = (pair: readonly [string, string] | undefined): boolean => {
    if (pair === undefined || !wanted.has(pair[0])) return false;
    variables.set(...pair);
    return true;
  };
  service.environment.forEach((word) => take(assignment(word)));
  for (const written of wanted.size === 0 ? [] : service.environmentFiles) {
    const file = written.replaceAll(/%[Np]/g, name);
    read(disk, file, service, (text) => {
      const taken = environmentFile(text).filter(take);
      if (taken.length > 0) service.from.push(file);
    });
  }
  return variables;
}

function read(disk: NodeDisk, file: string, service: Service, use: (text: string) => void): void {
  const text = disk.text(file);
  if (typeof text === 'string') use(text);
  else if (isDenied(text)) service.unreadable ??= file;
}

function isThere(disk: NodeDisk, file: string): boolean {
  const stats = disk.stats(file);
  return isDenied(stats) || ('isFile' in stats && stats.isFile());
}

/** Drop-ins by their names: of two with one name the first folder's counts. */
function dropIns(disk: NodeDisk, unit: string): string[] {
  const byName = new Map<string, string>();
  for (const folder of folders) {
    const names = disk.names(`${folder}/${unit}.d`);
    if (!Array.isArray(names)) continue;
    for (const name of names) if (name.endsWith('.conf') && !byName.has(name)) byName.set(name, `${folder}/${unit}.d/${name}`);
  }
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}
