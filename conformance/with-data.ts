// SPDX-License-Identifier: Apache-2.0
// How a test says that it needs upstream data. Where it is missing the test is skipped with a line; with CI=true it fails.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { expect, it } from 'vitest';
import { dataFolder } from './data.ts';

interface Options {
  /** In milliseconds; the runner's own where it is left out. */
  readonly timeout?: number;
}

/** A test that is given the folder of a suite's cases. */
export function testWithData(
  suite: string,
  title: string,
  body: (folder: string) => void | Promise<void>,
  { timeout }: Options = {},
): void {
  const folder = dataFolder(suite);
  const found = existsSync(folder);
  const inCi = process.env['CI'] === 'true';
  if (!found && !inCi) process.stderr.write(`skipped "${title}": there is no data at ${folder}; set RAMPART_SHARED\n`);
  it.skipIf(!found && !inCi)(title, timeout === undefined ? {} : { timeout }, async () => {
    expect(found, `there is no data at ${folder}`).toBe(true);
    await body(folder);
  });
}
