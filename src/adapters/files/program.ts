// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import process from 'node:process';
import { errorCode, type Failure } from './failure.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** What it reads from standard input. */
  readonly input?: string;
}

const patience = 60_000;
const longestReason = 300;
const interrupted: Failure = { code: 'interrupted', reason: 'was interrupted' };

/** Input must not make a scan fetch anything: git gets no protocol but files, and everything else a proxy that is not there. */
const offline = {
  GIT_ALLOW_PROTOCOL: 'file',
  ...Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, 'http://127.0.0.1:9'])),
  ...Object.fromEntries(['NO_PROXY', 'no_proxy'].map((name) => [name, ''])),
};

/**
 * What the first of the commands whose program is installed writes to standard output, up to `limit` bytes. No shell,
 * no network, one minute.
 */
export async function output(commands: readonly Command[], limit: number, signal?: AbortSignal): Promise<Uint8Array | Failure> {
  for (const command of commands) {
    const result = await run(command, limit, signal);
    if (result instanceof Uint8Array || result.code !== 'missing-program') return result;
  }
  return { code: 'missing-program', reason: `needs ${commands.map(({ program }) => program).join(' or ')}, which is not installed` };
}

async function run({ program, args, input }: Command, limit: number, signal?: AbortSignal): Promise<Uint8Array | Failure> {
  if (signal?.aborted) return interrupted;
  const options = {
    encoding: 'buffer',
    maxBuffer: limit,
    timeout: patience,
    windowsHide: true,
    env: { ...process.env, ...offline },
  } as const;
  return new Promise((resolve) => {
    const child = execFile(program, [...args], { ...options, ...(signal && { signal }) }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const code = errorCode(error);
      if (code === 'ENOENT' || code === 'EACCES') return resolve({ code: 'missing-program', reason: program });
      if (signal?.aborted) return resolve(interrupted);
      resolve({ code: 'render-failed', reason: `${program} failed: ${explained(error, code, stderr.toString('utf8'))}` });
    });
    if (input === undefined) return;
    // A program that ends without reading all of it says why by its exit code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function explained(error: Error & { killed?: boolean }, code: string | undefined, stderr: string): string {
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'renders to more than a file may have';
  if (error.killed === true) return `took longer than ${patience / 1000} s`;
  const words = stderr
    .replace(/^[EF]\d{4} \S+ +\d+ \S+\] "command failed" err=/m, '')
    .replace(/^Error: /m, '')
    .replace(/^Use --debug flag .*$/m, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words === '' ? error.message : words.length > longestReason ? `${words.slice(0, longestReason)} …` : words;
}
