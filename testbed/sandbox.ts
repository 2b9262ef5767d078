// SPDX-License-Identifier: Apache-2.0
// A temporary folder and the processes that run in it. Both are gone after stop(), or when the test process is.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Running, stopProcess } from './running.ts';

export interface Sandbox {
  readonly folder: string;
  /** Writes a file that only this user can read, and returns its path. */
  write(name: string, text: string): Promise<string>;
  /** Starts a program, without a shell; what it prints goes to NAME.log in the folder. */
  run(name: string, program: string, args: readonly string[]): Promise<Running>;
  /** Ends every process, the last one started first, and removes the folder. May be called again. */
  stop(): Promise<void>;
}

export async function createSandbox(): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'rampart-testbed-'));
  const guard = startGuard(folder);
  const processes: Running[] = [];
  let stopped: Promise<void> | undefined;

  async function run(name: string, program: string, args: readonly string[]): Promise<Running> {
    if (stopped !== undefined) throw new Error(`${name}: the sandbox is stopped`);
    const logFile = join(folder, `${name}.log`);
    const log = await open(logFile, 'a');
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', log.fd, log.fd] });
    const running: Running = { name, process: child, logFile };
    child.once('error', (error) => void appendFile(logFile, `${error.message}\n`).catch(() => undefined));
    if (child.pid !== undefined) {
      guard.stdin?.write(`started ${child.pid}\n`);
      child.once('exit', () => guard.stdin?.write(`ended ${child.pid}\n`));
      processes.push(running);
    }
    await log.close();
    return running;
  }

  async function stopAll(): Promise<void> {
    for (const running of processes.reverse()) await stopProcess(running);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    if (guard.exitCode !== null || guard.signalCode !== null) return;
    guard.ref();
    guard.stdin?.end();
    await once(guard, 'exit');
  }

  return {
    folder,
    write: async (name, text) => {
      const path = join(folder, name);
      await writeFile(path, text, { mode: 0o600 });
      return path;
    },
    run,
    stop: () => {
      stopped ??= stopAll();
      return stopped;
    },
  };
}

/** Detached, so that Ctrl-C in the terminal reaches the tests and not the one who cleans up after them. */
function startGuard(folder: string): ChildProcess {
  const program = fileURLToPath(new URL('./guard.ts', import.meta.url));
  const guard = spawn(process.execPath, [program, folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.stdin?.on('error', () => undefined);
  guard.unref();
  return guard;
}
