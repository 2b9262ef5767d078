// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export interface ProgramRun {
  /** Wall time in seconds. */
  readonly seconds: number;
  /** High-water mark of resident memory in MB; undefined where the system does not tell. */
  readonly megabytes?: number;
  readonly exitCode: number;
}

/** Runs a program with its output thrown away. Memory is polled from /proc, so the last few milliseconds may be missed. */
export async function runProgram(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<ProgramRun> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: 'ignore', ...(env === undefined ? {} : { env }) });
  let kilobytes = 0;
  const poll = setInterval(() => {
    const status = `/proc/${child.pid}/status`;
    if (existsSync(status)) kilobytes = Math.max(kilobytes, highWaterMark(status));
  }, 10);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? -1));
  });
  clearInterval(poll);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, exitCode, ...(kilobytes > 0 ? { megabytes: kilobytes / 1024 } : {}) };
}

function highWaterMark(status: string): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1] ?? 0);
  } catch {
    // It ended between the look and the reading.
    return 0;
  }
}

/** The run with the median time of several, after one that is not counted. */
export async function medianRun(times: number, command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<ProgramRun> {
  await runProgram(command, args, env);
  const runs: ProgramRun[] = [];
  for (let index = 0; index < times; index++) runs.push(await runProgram(command, args, env));
  const sorted = runs.toSorted((a, b) => a.seconds - b.seconds);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) throw new RangeError('at least one run is needed');
  return median;
}

/** The full path of a program on the PATH; undefined where there is none. */
export function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}
