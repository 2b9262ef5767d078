// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

/** Builds the program once before any test runs it: test files run side by side and must not build under each other's feet. */
export function setup(): void {
  const built = spawnSync(process.execPath, [path.join(import.meta.dirname, 'build.ts')], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
}
