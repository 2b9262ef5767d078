// SPDX-License-Identifier: Apache-2.0
import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import type { KubernetesVersion } from '../../model/version.ts';
import { chartFile, chartFolders, chartRendering } from './chart.ts';
import { failureOf } from './failure.ts';
import type { Found } from './found.ts';
import { type IgnoreRules, isIgnored, rulesAbove, rulesWithin } from './ignore-rules.ts';
import { kustomizationFiles, readKustomization } from './kustomization.ts';

/** A folder on the way. */
export interface Folder {
  /** Its name in output. */
  readonly name: string;
  readonly path: string;
  /** The rules of the .gitignore files above it. */
  readonly rules: IgnoreRules;
  /** The folder on the way before it: by a link, not always the one it is in. */
  readonly parent?: Folder;
}

export interface WalkOptions {
  /** Whether to read a file, by its name in output and the last part of it. */
  readonly isWanted: (name: string) => boolean;
  /** Called at each folder with its name; false stops the walk. */
  readonly mayGoOn: (next: string) => Promise<boolean>;
  /** What charts are rendered for. */
  readonly version: KubernetesVersion;
}

const neverWalked: readonly string[] = ['.git', 'node_modules'];

/** Adds to `found` what a folder holds, sorted by name. `visited` are the real paths of everything found so far. */
export async function walk(folder: Folder, visited: Set<string>, found: Found, options: WalkOptions): Promise<void> {
  if (visited.has(folder.path) || !(await options.mayGoOn(folder.name))) return;
  visited.add(folder.path);
  const entries = entriesIn(folder, found);
  const rules = entries.some(({ name }) => name === '.gitignore') ? rulesWithin(folder.rules, folder.path) : folder.rules;
  const skipped = markersIn(folder, entries, found, options);
  for (const entry of entries) {
    const name = joined(folder.name, entry.name);
    const place = path.join(folder.path, entry.name);
    if (skipped.has(entry.name) || (entry.isSymbolicLink() && isIgnored(rules, place, false))) continue;
    const target = entry.isSymbolicLink() ? linkTarget(folder, entry.name, found, options) : plainTarget(entry, place);
    if (target === undefined || visited.has(target.path) || (target.kind === 'file' && !options.isWanted(name))) continue;
    if (isIgnored(rules, place, target.kind === 'folder')) continue;
    if (target.kind === 'folder') {
      // A link may lead to another work tree, whose rules are its own.
      const rulesThere = entry.isSymbolicLink() ? rulesAbove(target.path) : rules;
      await walk({ name, path: target.path, rules: rulesThere, parent: folder }, visited, found, options);
    } else {
      visited.add(target.path);
      found.files.push({ name, path: target.path });
    }
  }
}

/** The name in output of something in a folder. */
function joined(folder: string, name: string): string {
  if (folder === '.') return name;
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

function entriesIn(folder: Folder, found: Found): Dirent[] {
  try {
    return readdirSync(folder.path, { withFileTypes: true })
      .filter(({ name }) => !neverWalked.includes(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    found.problems.push({ source: folder.name, ...failureOf(error) });
    return [];
  }
}

/** Adds the kustomization or chart that a folder is, and returns the names of entries that are then not to be read. */
function markersIn(folder: Folder, entries: readonly Dirent[], found: Found, options: WalkOptions): ReadonlySet<string> {
  const names = new Set(entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name));
  const marker = kustomizationFiles.find((name) => names.has(name));
  const kustomization = marker === undefined ? undefined : readKustomization(folder.name, folder.path, marker);
  const chart = names.has(chartFile) ? chartRendering(folder.name, folder.path, options.version) : undefined;
  if (kustomization) found.kustomizations.push(kustomization);
  if (chart) found.charts.push(chart);
  return new Set([...(kustomization ? kustomizationFiles : []), ...(names.has(chartFile) ? [chartFile, ...chartFolders] : [])]);
}

interface Target {
  readonly kind: 'file' | 'folder';
  /** Real. */
  readonly path: string;
}

/** Undefined for sockets, devices and the like. */
function plainTarget(entry: Dirent, place: string): Target | undefined {
  if (!entry.isDirectory() && !entry.isFile()) return undefined;
  return { kind: entry.isDirectory() ? 'folder' : 'file', path: place };
}

/** Where a symbolic link leads. One back to a folder on the way is a circle; one to nothing matters where a file was expected. */
function linkTarget(folder: Folder, name: string, found: Found, options: WalkOptions): Target | undefined {
  const source = joined(folder.name, name);
  try {
    const real = realpathSync.native(path.join(folder.path, name));
    const stats: Stats = statSync(real);
    if (stats.isDirectory() && leadsBack(real, folder)) {
      found.problems.push({ source, code: 'symlink-cycle', reason: 'is a symbolic link back to a folder that led to it: not followed' });
      return undefined;
    }
    return stats.isDirectory() || stats.isFile() ? { kind: stats.isDirectory() ? 'folder' : 'file', path: real } : undefined;
  } catch (error) {
    const failure = failureOf(error);
    const reason = failure.code === 'not-found' ? 'is a symbolic link to something that does not exist' : failure.reason;
    if (failure.code !== 'not-found' || options.isWanted(source)) found.problems.push({ source, ...failure, reason });
    return undefined;
  }
}

/** Whether a folder is, or contains, one on the way to where we are. */
function leadsBack(real: string, folder: Folder | undefined): boolean {
  if (folder === undefined) return false;
  return folder.path === real || folder.path.startsWith(real.endsWith(path.sep) ? real : real + path.sep) || leadsBack(real, folder.parent);
}
