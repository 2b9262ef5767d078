// SPDX-License-Identifier: Apache-2.0
// The files of a revision, laid out in a folder of their own, so that they are read like any others.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Failure } from '../files/failure.ts';
import { output } from '../files/program.ts';
import { tarFiles } from './tar.ts';

export interface Revision {
  /** A commit, branch or tag, as git takes it. */
  readonly name: string;
  /** From the root of the repository; '' for all of it. */
  readonly path: string;
}

/** `git:REV` or `git:REV:PATH`; undefined where a text is none. */
export function revisionIn(text: string): Revision | undefined {
  const found = /^git:([^:]+)(?::(.*))?$/s.exec(text);
  return found === null ? undefined : { name: found[1] ?? '', path: found[2] ?? '' };
}

const mostBytes = 1024 * 1024 * 1024;

/** The folder with the files of a revision of the repository at the working folder, and how to remove it. */
export async function revisionFolder(
  { name, path: inside }: Revision,
  signal?: AbortSignal,
): Promise<{ readonly folder: string; readonly remove: () => void } | Failure> {
  // What begins with a dash would be an option of git.
  if (name.startsWith('-')) return { code: 'not-found', reason: 'is no revision' };
  const tree = inside === '' ? name : `${name}:${inside.replace(/\/+$/, '')}`;
  const archive = await output([{ program: 'git', args: ['archive', '--format=tar', tree] }], mostBytes, signal);
  if (!(archive instanceof Uint8Array)) return archive.code === 'render-failed' ? { code: 'not-found', reason: archive.reason } : archive;
  const folder = mkdtempSync(path.join(tmpdir(), 'rampart-git-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (const file of tarFiles(archive)) {
      const target = path.join(folder, file.name);
      if (!target.startsWith(folder + path.sep)) continue;
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, file.content);
    }
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
