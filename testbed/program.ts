// SPDX-License-Identifier: Apache-2.0
// Programs that answer and end, and the flags of Go programs. Never through a shell.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

const run = promisify(execFile);

/** Throws, with what the program wrote to standard error, when it ends with another code than 0. */
export async function runProgram(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Output> {
  return run(program, args, { env: { ...process.env, ...env }, maxBuffer: 256 * 1024 * 1024 });
}

export function toArguments(flags: Readonly<Record<string, string>>): string[] {
  return Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
}
