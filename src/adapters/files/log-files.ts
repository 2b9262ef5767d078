// SPDX-License-Identifier: Apache-2.0
// What the paths of logs lead to: folders with their rotated files in the order in which they were written.
import { existsSync, globSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../model/problem.ts';
import { failureOf } from './failure.ts';
import { isStream } from './streams.ts';

export interface LogFiles {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/** Files as they are, once each; globs and folders as the logs in them, without those further down; `-` is standard input. */
export function logFiles(paths: readonly string[]): LogFiles {
  const problems: Problem[] = [];
  const files = paths.flatMap((typed) => {
    if (isStream(typed)) return [typed];
    if (/[*?[{]/.test(typed) && !existsSync(typed)) {
      const matches = globSync(typed).filter((match) => statSync(match).isFile());
      if (matches.length === 0) problems.push({ source: typed, code: 'not-found', reason: 'matches nothing' });
      return inOrder(matches);
    }
    try {
      if (!statSync(typed).isDirectory()) return [typed];
      const logs = readdirSync(typed, { withFileTypes: true }).filter((entry) => !entry.isDirectory() && isLog(entry.name));
      if (logs.length === 0) problems.push({ source: typed, code: 'not-found', reason: 'has no file that looks like a log' });
      return inOrder(logs.map(({ name }) => path.join(typed, name)));
    } catch (error) {
      problems.push({ source: typed, ...failureOf(error) });
      return [];
    }
  });
  return { files: [...new Set(files)], problems };
}

/** `audit.log`, `audit.log.3`, `audit-2026-11-28T08-42-17.123.log.gz`, `events.jsonl`. */
function isLog(name: string): boolean {
  return !name.startsWith('.') && /\.(?:log|json|jsonl|ndjson|txt)(?:[.-][\d.TZ-]+)?(?:\.gz)?$/i.test(name);
}

/** The oldest first: logrotate counts up from the newest, other programs put a time into the name, and the file being written has neither. */
function inOrder(files: readonly string[]): string[] {
  const keyed = files.map((file) => {
    const name = path.basename(file).replace(/\.gz$/i, '');
    const number = /\.(\d{1,6})$/.exec(name)?.[1];
    const dated = /\d{4}-?\d\d-?\d\d/.test(name);
    const rank = number === undefined ? (dated ? 1 : 2) : 0;
    return { file, name, rank, number: Number(number ?? 0) };
  });
  const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return keyed.toSorted((a, b) => a.rank - b.rank || b.number - a.number || before(a.name, b.name)).map(({ file }) => file);
}
