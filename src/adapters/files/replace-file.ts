// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { defaultLimits } from '../../model/limits.ts';
import { fileBytes } from './bytes.ts';
import { decodeText } from './decode-text.ts';
import { errorCode } from './failure.ts';

/** Whether a source is a file whose text could be replaced, and not a stream or what a program rendered. */
export function isReplaceable(name: string): boolean {
  return name !== '-' && statSync(name, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * Replaces the text of a file, where the file still holds the text that is expected: written beside it first, then renamed
 * over it, so that whoever looks sees one or the other. Mode, owner, byte-order mark and symbolic links stay. Returns why it
 * was left alone, as one clause; undefined where it is done.
 */
export function replaceFile(name: string, expected: string, text: string): string | undefined {
  try {
    const file = realpathSync(name);
    const read = fileBytes(file, defaultLimits.fileSize);
    if (!('bytes' in read)) return read.reason;
    if (decodeText(read.bytes).text !== expected) return 'changed since it was read: left alone';
    // A rename asks for no permission on the file itself; who made it read-only means it.
    accessSync(file, constants.W_OK);
    const { bytes } = read;
    const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\ufeff' : '';
    writeBeside(file, Buffer.from(`${mark}${text}`, 'utf8'));
    return undefined;
  } catch (error) {
    return `cannot be written: ${errorCode(error) ?? String(error)}`;
  }
}

function writeBeside(file: string, bytes: Uint8Array): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.tmp`);
  try {
    const original = openSync(file, 'r');
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
      const { uid, gid, mode } = fstatSync(original);
      ownedBy(descriptor, uid, gid);
      fchmodSync(descriptor, mode & 0o7777);
      fsyncSync(descriptor);
    } finally {
      closeSync(original);
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Gives a file to whom the one it replaces belongs to, as far as the system lets us. */
function ownedBy(descriptor: number, uid: number, gid: number): void {
  const present = fstatSync(descriptor);
  if (present.uid === uid && present.gid === gid) return;
  try {
    fchownSync(descriptor, uid, gid);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') throw error;
  }
}
