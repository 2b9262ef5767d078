// SPDX-License-Identifier: Apache-2.0
import type { NodeDisk } from './disk.ts';

/** Names of users or groups by their number. */
export type Names = ReadonlyMap<number, string>;

/** The names that a node's own /etc/passwd or /etc/group gives: numbers mean nothing on another machine. */
export function accountNames(disk: NodeDisk, file: '/etc/passwd' | '/etc/group'): Names {
  const text = disk.text(file);
  if (typeof text !== 'string') return new Map();
  const names = text.split('\n').flatMap((line): [number, string][] => {
    const [name, , number] = line.split(':');
    return name !== undefined && name !== '' && number !== undefined && /^\d{1,10}$/.test(number) ? [[Number(number), name]] : [];
  });
  // The first line of a number is the one that the system answers with.
  return new Map(names.toReversed());
}
