// SPDX-License-Identifier: Apache-2.0
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page opened from a file, and what its console said, its scripts threw and it asked of others, as it goes on. */
export async function openPage(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
  after = '',
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => request.url().startsWith('file:') || complaints.push(request.url()));
  await page.goto(pathToFileURL(file).href + after);
  return { page, complaints };
}
