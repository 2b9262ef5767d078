// SPDX-License-Identifier: Apache-2.0

/** What the process tells its caller. Incomplete evidence outweighs findings: what was not seen may be worse. */
export const exitCodes = { clean: 0, findings: 1, usage: 2, incomplete: 3 } as const;

/** The arguments make no sense: one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
