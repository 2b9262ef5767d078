// SPDX-License-Identifier: Apache-2.0
// One process of a sandbox: waiting until it is ready, and ending it by its own id.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Running {
  readonly name: string;
  readonly process: ChildProcess;
  readonly logFile: string;
}

const readyTimeoutMs = 60_000;
const graceMs = 5_000;

/** Waits until the probe says true (an error counts as no); throws with the end of the log when it never does. */
export async function waitUntilReady(running: Running, probe: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (!(await probe().catch(() => false))) {
    if (hasEnded(running.process)) throw await failure(running, `ended (${exitReason(running.process)}) before it was ready`);
    if (Date.now() > deadline) throw await failure(running, `was not ready after ${readyTimeoutMs / 1000} s`);
    await sleep(25);
  }
}

/** Asks the process to end, and ends it after five seconds. */
export async function stopProcess({ process: child }: Running): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(force);
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function exitReason(child: ChildProcess): string {
  if (child.pid === undefined) return 'it could not be started';
  return child.signalCode ?? `exit code ${child.exitCode}`;
}

async function failure({ name, logFile }: Running, what: string): Promise<Error> {
  const log = await readFile(logFile, 'utf8').catch(() => '');
  const tail = log.trimEnd().split('\n').slice(-20).join('\n');
  return new Error(`${name} ${what}; the end of its log:\n${tail}`);
}
