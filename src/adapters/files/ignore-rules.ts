// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { smallText } from './bytes.ts';

/** The rules of .gitignore files that are in force in a folder: its own and those of the folders above it. */
export interface IgnoreRules {
  /** The folder that the patterns are relative to. */
  readonly root: string;
  readonly matcher: Ignore;
}

/**
 * The rules in force in a folder that is walked first: those from the top of its git work tree down to its parent, or
 * none outside a work tree. A folder that they ignore was named all the same, so they do not hold inside it.
 */
export function rulesAbove(folder: string): IgnoreRules {
  const root = workTree(folder);
  const none = { root: root ?? folder, matcher: ignore() };
  if (root === undefined || root === folder) return none;
  let rules: IgnoreRules = none;
  const steps = path.relative(root, folder).split(path.sep);
  for (let depth = 0; depth < steps.length; depth++) {
    rules = rulesWithin(rules, path.join(root, ...steps.slice(0, depth)));
    if (isIgnored(rules, path.join(root, ...steps.slice(0, depth + 1)), true)) return none;
  }
  return rules;
}

/** The rules in force in a folder below: with those of its own .gitignore, which win over the ones from above. */
export function rulesWithin(rules: IgnoreRules, folder: string): IgnoreRules {
  const text = smallText(path.join(folder, '.gitignore'));
  if (text === undefined) return rules;
  const prefix = slashed(path.relative(rules.root, folder));
  const patterns = text.split(/\r?\n/).flatMap((line) => movedPattern(line, prefix));
  return { root: rules.root, matcher: ignore().add(rules.matcher).add(patterns) };
}

export function isIgnored(rules: IgnoreRules, file: string, isFolder: boolean): boolean {
  const relative = slashed(path.relative(rules.root, file));
  return relative !== '' && rules.matcher.ignores(isFolder ? `${relative}/` : relative);
}

/** A pattern of the .gitignore in the folder `prefix`, as one of the folder above that means the same. */
function movedPattern(line: string, prefix: string): string[] {
  if (line.trim() === '' || line.startsWith('#')) return [];
  if (prefix === '') return [line];
  const negated = line.startsWith('!');
  const pattern = negated ? line.slice(1) : line;
  const anchored = pattern.trimEnd().replace(/\/$/, '').includes('/');
  const base = `/${prefix.replaceAll(/[\\*?[\]]/g, String.raw`\$&`)}`;
  return [`${negated ? '!' : ''}${base}${anchored ? '/' : '/**/'}${pattern.replace(/^\//, '')}`];
}

/** The nearest folder upwards that holds `.git`: a folder, or a file in linked work trees and submodules. */
function workTree(folder: string): string | undefined {
  if (existsSync(path.join(folder, '.git'))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : workTree(parent);
}

function slashed(relative: string): string {
  return path.sep === '/' ? relative : relative.replaceAll(path.sep, '/');
}
