// SPDX-License-Identifier: Apache-2.0

/** What every command is told by the program that calls it. */
export interface CommandContext {
  readonly rampartVersion: string;
  /** How the reader calls this program: `rampart`, or `npm start --`. */
  readonly program: string;
}
