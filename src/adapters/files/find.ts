// SPDX-License-Identifier: Apache-2.0
import { existsSync, realpathSync, statSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../../model/problem.ts';
import { notAFile } from './bytes.ts';
import { failureOf } from './failure.ts';
import type { Found, FoundFile } from './found.ts';
import { rulesAbove } from './ignore-rules.ts';
import { isStream } from './streams.ts';
import { walk, type WalkOptions } from './walk.ts';

/** What the paths that a user typed lead to: files, folders with all that is in them, globs, `-`. */
export async function find(paths: readonly string[], options: WalkOptions): Promise<Found> {
  const found: Found = { files: [], named: new Set(), kustomizations: [], charts: [], problems: [] };
  const visited = new Set<string>();
  for (const typed of paths) for (const name of await expanded(typed, found.problems)) await findPath(name, visited, found, options);
  return found;
}

async function findPath(typed: string, visited: Set<string>, found: Found, options: WalkOptions): Promise<void> {
  if (isStream(typed)) return findFile({ name: typed, path: typed }, visited, found);
  try {
    const real = realpathSync.native(typed);
    const stats = statSync(real);
    if (stats.isDirectory()) await walk({ name: tidy(typed), path: real, rules: rulesAbove(real) }, visited, found, options);
    else if (stats.isFile()) findFile({ name: tidy(typed), path: real }, visited, found);
    else found.problems.push({ source: typed, ...notAFile(stats) });
  } catch (error) {
    found.problems.push({ source: typed, ...failureOf(error) });
  }
}

function findFile(file: FoundFile, visited: Set<string>, found: Found): void {
  found.named.add(file.path);
  if (visited.has(file.path)) return;
  visited.add(file.path);
  found.files.push(file);
}

/** The paths that a glob matches, sorted; any other path as it is. A file that exists by this very name is no glob. */
async function expanded(typed: string, problems: Problem[]): Promise<readonly string[]> {
  if (!/[*?[{]/.test(typed) || existsSync(typed)) return [typed];
  const matches: string[] = [];
  for await (const match of glob(typed, { exclude: isLeftOut })) if (!isLeftOut(match)) matches.push(match);
  if (matches.length === 0) problems.push({ source: typed, code: 'not-found', reason: 'matches nothing' });
  return matches.sort();
}

function isLeftOut(match: string): boolean {
  return /(^|[\\/])(\.git|node_modules)([\\/]|$)/.test(match);
}

/** A path without `./`, doubled or trailing slashes; separators are slashes in output everywhere. */
function tidy(typed: string): string {
  const normal = path.normalize(typed).replaceAll(path.sep, '/');
  return normal.length > 1 ? normal.replace(/\/$/, '') : normal;
}
