// SPDX-License-Identifier: Apache-2.0
// The browser that pages are tried in: Debian's, or whichever `CHROMIUM` names. Where there is none the tests are skipped with a line
// that says so; with CI=true they fail instead.
import { accessSync, constants } from 'node:fs';
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
type Suite = (title: string, body: () => void) => void;
const missing = 'missing chromium: install it (Debian: apt-get install chromium), or name it in CHROMIUM';

/** `describe` with a browser, which is started before the tests and ended after them. */
export function describeInBrowser(title: string, body: (browser: () => Browser) => void): void {
  const executablePath = places.find(isExecutable);
  const inCi = process.env['CI'] === 'true';
  if (executablePath === undefined && !inCi) process.stderr.write(`skipped "${title}": ${missing}\n`);
  const suite: Suite = executablePath !== undefined || inCi ? describe : describe.skip;
  suite(title, () => {
    let running: Browser | undefined;
    beforeAll(async () => {
      if (executablePath === undefined) return expect.fail(missing);
      const { chromium } = await import('playwright-core');
      // Root has no sandbox, and the pages are our own.
      running = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
    });
    afterAll(() => running?.close());
    body(() => running ?? expect.fail('the browser did not start'));
  });
}

function isExecutable(file: string | undefined): file is string {
  if (file === undefined || file === '') return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
