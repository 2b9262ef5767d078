// SPDX-License-Identifier: Apache-2.0
import { accessSync, closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, readSync, type Stats } from 'node:fs';
import path from 'node:path';
import { notAFile, tooLarge } from '../files/bytes.ts';
import { type Failure, failureOf } from '../files/failure.ts';

const longestChain = 40;
/** Bytes of a file that says how something is started. */
const largestText = 1024 * 1024;

/**
 * A node's disk at a folder. Paths are the node's own, beginning with a slash; symbolic links are followed as that node would, so
 * that none leads out of the folder.
 */
export class NodeDisk {
  /** What stands before a path of the node in output: the folder as it was given, '' for the root of this machine. */
  readonly name: string;
  readonly #base: string;
  readonly #folders = new Map<string, string>();

  constructor(folder: string) {
    this.name = path.normalize(folder).replaceAll(path.sep, '/').replace(/\/+$/, '');
    this.#base = path.resolve(folder);
  }

  /** The path on this machine that a path of the node leads to. Throws what the file system throws. */
  real(nodePath: string): string {
    return path.join(this.#base, this.#resolved(nodePath));
  }

  /** What is there, links followed. */
  stats(nodePath: string): Stats | Failure {
    return attempt(() => lstatSync(this.real(nodePath)));
  }

  /** The names in a folder, sorted. */
  names(nodePath: string): readonly string[] | Failure {
    return attempt(() => readdirSync(this.real(nodePath)).sort());
  }

  /** The text of a small file. */
  text(nodePath: string): string | Failure {
    return attempt(() => smallText(this.real(nodePath)));
  }

  mayRead(nodePath: string): boolean {
    return !isFailure(attempt(() => accessSync(this.real(nodePath), constants.R_OK)));
  }

  #resolved(nodePath: string): string {
    const waiting = partsOf(nodePath);
    let links = 0;
    let done = '';
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      if (part === '..') {
        done = done.slice(0, Math.max(0, done.lastIndexOf('/')));
        continue;
      }
      const next = `${done}/${part}`;
      const target = this.#target(next);
      if (target === undefined) {
        done = next;
        continue;
      }
      links += 1;
      if (links > longestChain) throw Object.assign(new Error(`${nodePath}: too many symbolic links`), { code: 'ELOOP' });
      if (target.startsWith('/')) done = '';
      waiting.unshift(...partsOf(target));
    }
    return done;
  }

  /** Where a symbolic link leads; undefined where there is none. Folders are remembered, since many paths begin with them. */
  #target(place: string): string | undefined {
    const known = this.#folders.get(place);
    if (known !== undefined) return known === '' ? undefined : known;
    const here = path.join(this.#base, place);
    const stats = lstatSync(here);
    if (!stats.isSymbolicLink() && !stats.isDirectory()) return undefined;
    const target = stats.isSymbolicLink() ? readlinkSync(here) : '';
    this.#folders.set(place, target);
    return target === '' ? undefined : target;
  }
}

/** The files of /proc say that they are empty, so that the size tells nothing here. */
function smallText(file: string): string | Failure {
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return notAFile(stats);
    const chunks: Buffer[] = [];
    for (let length = 0; length <= largestText; ) {
      const chunk = Buffer.alloc(16_384);
      const count = readSync(descriptor, chunk, 0, chunk.length, null);
      if (count === 0) return Buffer.concat(chunks).toString('utf8');
      chunks.push(chunk.subarray(0, count));
      length += count;
    }
    return tooLarge(largestText);
  } finally {
    closeSync(descriptor);
  }
}

function partsOf(nodePath: string): string[] {
  return nodePath.split('/').filter((part) => part !== '' && part !== '.');
}

function attempt<T>(work: () => T): T | Failure {
  try {
    return work();
  } catch (error) {
    return failureOf(error);
  }
}

/** Whether a question of the disk got no answer, rather than one. */
export function isFailure(answer: unknown): answer is Failure {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'reason' in answer;
}

/** Whether something may be there that we are not allowed to see: what does not exist is an answer. */
export function isDenied(answer: unknown): boolean {
  return isFailure(answer) && answer.code !== 'not-found';
}
