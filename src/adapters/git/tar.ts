// SPDX-License-Identifier: Apache-2.0
// The archive that `git archive` writes (POSIX ustar with pax headers), as far as it has files.

export interface TarFile {
  readonly name: string;
  readonly content: Uint8Array;
}

const block = 512;

/** The regular files of an archive; folders, links and submodules are left out. Throws a RangeError where it is cut off. */
export function tarFiles(archive: Uint8Array): TarFile[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const files: TarFile[] = [];
  let longName: string | undefined;
  for (let at = 0; at + block <= bytes.length && bytes[at] !== 0; ) {
    const header = bytes.subarray(at, at + block);
    const text = (from: number, length: number) => header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 12).trim() || '0', 8);
    const start = at + block;
    if (!(size >= 0) || start + size > bytes.length) throw new RangeError('the archive is cut off');
    const content = bytes.subarray(start, start + size);
    const type = text(156, 1);
    if (type === 'x') longName = paxPath(content.toString('utf8'));
    else {
      const prefix = text(345, 155);
      const name = longName ?? (prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`);
      if (type === '0' || type === '') files.push({ name, content });
      longName = undefined;
    }
    at = start + Math.ceil(size / block) * block;
  }
  return files;
}

/** `NN path=…` in a header of records that each begin with their length. */
function paxPath(records: string): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1];
}
