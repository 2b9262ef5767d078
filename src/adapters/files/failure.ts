// SPDX-License-Identifier: Apache-2.0
import type { Problem, ProblemCode } from '../../model/problem.ts';

/** Why a path could not be used: a Problem that does not know its source yet. */
export type Failure = Pick<Problem, 'code' | 'reason' | 'line'>;

const known: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  ENOENT: ['not-found', 'does not exist'],
  ENOTDIR: ['not-found', 'does not exist: a part of the path is no folder'],
  EACCES: ['unreadable', 'cannot be read: permission denied'],
  EPERM: ['unreadable', 'cannot be read: permission denied'],
  EISDIR: ['unreadable', 'is a folder where a file was expected'],
  ENAMETOOLONG: ['unreadable', 'cannot be read: the path is longer than the system allows'],
  ELOOP: ['symlink-cycle', 'is a symbolic link that leads back to itself'],
};

/** The failure that an error of the file system means. Any other error is a fault of ours and is thrown on. */
export function failureOf(error: unknown): Failure {
  const code = errorCode(error);
  if (code === undefined) throw error;
  const [problem, reason] = known[code] ?? ['unreadable', `cannot be read: the system says ${code}`];
  return { code: problem, reason };
}

/** `ENOENT` and the like; undefined where the error does not come from the system. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
