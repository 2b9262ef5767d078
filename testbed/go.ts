// SPDX-License-Identifier: Apache-2.0
// The Go client. Its environment (module proxy, checksum database, toolchain) is the user's and is left as it is.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { builtProgram, type Component } from './component.ts';

const run = promisify(execFile);

/** Standard output of `go ARGUMENTS`; throws with what to install where there is no Go, else with Go's own words. */
export async function go(args: readonly string[], folder: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  // A go.work of the user's above the tree must not decide what is built.
  const environment = { ...process.env, GOWORK: 'off', CGO_ENABLED: '0', ...env };
  try {
    const { stdout } = await run('go', args, { cwd: folder, env: environment, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new Error('the Go client "go" is not on the PATH: install Go 1.26 or newer (https://go.dev/doc/install)', { cause });
    }
    throw cause;
  }
}

/** Builds the program and returns its path. It is written beside its place and renamed, so a killed build leaves no half. */
export async function buildWithGo(component: Component, version: string): Promise<string> {
  const { source } = component;
  const program = builtProgram(component, version);
  const parent = dirname(program);
  await mkdir(parent, { recursive: true });
  const output = await mkdtemp(join(parent, '.building-'));
  try {
    const flags = ['-trimpath', `-ldflags=${['-s -w', ...(source.ldflags?.(version) ?? [])].join(' ')}`];
    if (source.module === undefined) {
      await go(['install', ...flags, `${source.package}@v${version}`], output, { GOBIN: output });
      await rename(join(output, commandName(source.package)), program);
    } else {
      const folder = await source.module(version);
      await go(['build', ...flags, '-o', join(output, component.name), source.package], folder);
      await rename(join(output, component.name), program);
    }
  } finally {
    await rm(output, { recursive: true, force: true });
  }
  return program;
}

/** What `go install` names the program: the last element of the package's path that is not a major version. */
function commandName(path: string): string {
  return /^v\d+$/.test(basename(path)) ? basename(dirname(path)) : basename(path);
}
