// SPDX-License-Identifier: Apache-2.0
// The files of a revision, laid out in a folder of their own, so that they are read like any others. They are listed and read one by
// one: an archive would leave out, and rewrite, what attributes of the repository say.
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultLimits } from '../../model/limits.ts';
import type { Failure } from '../files/failure.ts';
import { output } from '../files/program.ts';
import { blobsIn, type Entry, entriesIn } from './listing.ts';

export interface Revision {
  /** A commit, branch, tag or tree, as git takes it. */
  readonly name: string;
  /** From the root of the repository, or from the working folder where it begins with `./`; undefined: the working folder. */
  readonly path: string | undefined;
}

/** `git:REV`, `git:REV:PATH`, or `REV:PATH` where nothing on disk has that name; undefined where a text is none. */
export function revisionIn(text: string): Revision | undefined {
  const found = /^git:([^:]+)(?::(.*))?$/s.exec(text) ?? (existsSync(text) ? null : /^([^:]{2,}):(.*)$/s.exec(text));
  return found === null ? undefined : { name: found[1] ?? '', path: found[2] };
}

const mostBytes = 1024 * 1024 * 1024;

/** The folder with the files of a revision of the repository at the working folder, and how to remove it. */
export async function revisionFolder(
  revision: Revision,
  signal?: AbortSignal,
): Promise<{ readonly folder: string; readonly remove: () => void } | Failure> {
  const git = async (args: readonly string[], input?: string) =>
    await output([{ program: 'git', args, ...(input === undefined ? {} : { input }) }], mostBytes, signal);
  const tree = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision.name}^{tree}`]);
  if (!(tree instanceof Uint8Array))
    return tree.code === 'render-failed' ? { code: 'not-found', reason: 'is no revision of the repository here' } : tree;
  const listed = await git(['ls-tree', '-r', '-z', '--long', ...listedPart(revision, textOf(tree).trim())]);
  if (!(listed instanceof Uint8Array)) return listed;
  const entries = withoutPrefix(entriesIn(textOf(listed)), revision.path);
  if (entries.length === 0) return { code: 'not-found', reason: 'has no files in that revision' };
  const wanted = entries.filter(({ isLink, size }) => isLink || size <= defaultLimits.fileSize);
  const content = await git(['cat-file', '--batch'], wanted.map(({ id }) => `${id}\n`).join(''));
  if (!(content instanceof Uint8Array)) return content;
  const folder = mkdtempSync(path.join(tmpdir(), 'rampart-git-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    layOut(folder, entries, blobsIn(content));
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Which part of a tree is listed; without a path it is the working folder, and names are from there. */
function listedPart({ path: inside }: Revision, tree: string): readonly string[] {
  if (inside === undefined) return [tree];
  const from = normal(inside);
  const isRelative = inside.startsWith('./') || inside === '.';
  const scope = from === '' ? [] : ['--', from];
  return isRelative ? [tree, ...scope] : ['--full-tree', tree, ...scope];
}

function normal(inside: string): string {
  const joined = path.posix.normalize(inside);
  return joined === '.' || joined === './' ? '' : joined.replace(/^\/+|\/+$/g, '');
}

/** Names from the folder that was asked for; a file that was asked for by its own. */
function withoutPrefix(entries: readonly Entry[], inside: string | undefined): Entry[] {
  const prefix = inside === undefined ? '' : normal(inside);
  return entries.flatMap((entry) => {
    const name = entry.name === prefix ? path.posix.basename(prefix) : prefix === '' ? entry.name : entry.name.slice(prefix.length + 1);
    return isInside(name) ? [{ ...entry, name }] : [];
  });
}

function isInside(name: string): boolean {
  return name !== '' && !path.posix.isAbsolute(name) && name.split('/').every((part) => part !== '..' && part !== '.' && part !== '');
}

function layOut(folder: string, entries: readonly Entry[], blobs: ReadonlyMap<string, Uint8Array>): void {
  for (const { name, id, size, isLink } of entries) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    const content = blobs.get(id);
    if (!isLink) writeFileSync(target, content ?? '');
    // Too large to be read, which is for the reader to say.
    if (!isLink && content === undefined) truncateSync(target, size);
    if (isLink && content !== undefined && staysInside(name, textOf(content))) symlinkSync(textOf(content), target);
  }
}

/** Whether a link leads to somewhere in the same folder, other links on its way included: no step up after a step down. */
function staysInside(name: string, target: string): boolean {
  const steps = target.split('/');
  const up = steps.findIndex((step) => step !== '..');
  const depth = name.split('/').length - 1;
  return !path.posix.isAbsolute(target) && up >= 0 && up <= depth && !steps.slice(up).includes('..');
}
