// SPDX-License-Identifier: Apache-2.0
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { type Failure, failureOf } from './failure.ts';

export interface FileBytes {
  readonly bytes: Uint8Array;
  /** What the file was when it was read, so that a later reading can tell whether it still is. */
  readonly stamp: Stamp;
}

/** Size in bytes, and when the file's content, name or mode last changed, in milliseconds. */
export interface Stamp {
  readonly size: number;
  readonly changed: number;
}

/**
 * A regular file's bytes. Synchronous, because that is twice as fast as any other way for the small files that manifests
 * are. It neither waits nor fills memory: a FIFO is not waited for, and the size is known before the first byte is read.
 */
export function fileBytes(path: string, limit: number): FileBytes | Failure {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return notAFile(stats);
    if (stats.size > limit) return tooLarge(limit, stats.size);
    return { bytes: filled(descriptor, stats.size), stamp: { size: stats.size, changed: stats.ctimeMs } };
  } catch (error) {
    return failureOf(error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export function notAFile(stats: Stats): Failure {
  const what = stats.isFIFO() ? 'a FIFO' : stats.isSocket() ? 'a socket' : stats.isDirectory() ? 'a folder' : 'a device';
  return { code: 'unreadable', reason: `is ${what}, not a file: give its content on standard input, as in rampart scan -` };
}

/** `size` is left out where reading stopped at the limit. */
export function tooLarge(limit: number, size?: number): Failure {
  const found = size === undefined ? 'is more' : `has ${megabytes(size)}`;
  return { code: 'file-too-large', reason: `${found} than the ${megabytes(limit)} that a file may have` };
}

/** The text of a file that says how to read others; undefined where there is none that could. */
export function smallText(path: string): string | undefined {
  const read = fileBytes(path, 1024 * 1024);
  return 'bytes' in read ? Buffer.from(read.bytes).toString('utf8') : undefined;
}

function megabytes(bytes: number): string {
  return `${Math.round((bytes / 1_000_000) * 10) / 10} MB`;
}

function filled(descriptor: number, size: number): Uint8Array {
  const buffer = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const count = readSync(descriptor, buffer, length, size - length, null);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}
