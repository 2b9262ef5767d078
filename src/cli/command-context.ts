// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';

/** What every command is told by the program that calls it. */
export interface CommandContext {
  readonly rampartVersion: string;
  /** How the reader calls this program: `rampart`, or `npm start --`. */
  readonly program: string;
}

/** For the command that tells about all others. */
export interface WholeContext extends CommandContext {
  readonly commands: () => Promise<readonly Command[]>;
}
