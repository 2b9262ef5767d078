// SPDX-License-Identifier: Apache-2.0
// What git prints of trees and of contents, as plumbing commands print it for programs.

/** A file or a symbolic link of a tree. */
export interface Entry {
  readonly name: string;
  readonly id: string;
  readonly size: number;
  readonly isLink: boolean;
}

/** `git ls-tree -r -z --long`: mode, type, id, size, tab, name. Submodules are left out: their files are another repository's. */
export function entriesIn(listing: string): Entry[] {
  return listing.split('\0').flatMap((line) => {
    const [, mode = '', id = '', size = ''] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t/.exec(line) ?? [];
    return mode === '' ? [] : [{ name: line.slice(line.indexOf('\t') + 1), id, size: Number(size), isLink: mode === '120000' }];
  });
}

const lineFeed = 10;

/** `git cat-file --batch`: id, type and size on a line, the content, and a line feed. Throws a RangeError where it is cut off. */
export function blobsIn(output: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(lineFeed, at);
    const [id = '', , size = ''] = new TextDecoder().decode(output.subarray(at, end)).split(' ');
    const [first, last] = [end + 1, end + 1 + Number(size)];
    if (end < 0 || !(last < output.length)) throw new RangeError('git gave less than it said');
    blobs.set(id, output.subarray(first, last));
    at = last + 1;
  }
  return blobs;
}
