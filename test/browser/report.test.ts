// SPDX-License-Identifier: Apache-2.0
// The HTML report as a reader meets it: opened from a file, filtered, narrow, dark, without scripts.
import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import { hostileReport, manifest, reportOn } from '../../src/report/testing.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { describeInBrowser } from './chromium.ts';
import { faintTexts } from './contrast.ts';
import { openPage } from './open-page.ts';

const other = manifest.replaceAll('agent', 'other').replace('      securityContext:\n        privileged: true\n', '');
const hostile = '<img src=x onerror="document.title=`taken`"></script><script>document.title="taken"</script>';

describeInBrowser('the HTML report', (browser) => {
  let files: ReturnType<typeof temporaryFolder>;
  beforeAll(() => {
    const text = `${manifest}---\n${other}`;
    files = temporaryFolder({
      'report.html': [...renderHtml(reportOn(text), () => text)].join(''),
      'hostile.html': [...renderHtml(hostileReport(hostile), () => undefined)].join(''),
    });
  });
  afterAll(() => files.remove());

  const open = async (name: string, options?: BrowserContextOptions, after?: string) =>
    await openPage(browser(), path.join(files.folder, name), options, after);
  const shown = (page: Page) => page.locator('article:visible h3').allTextContents();
  const status = (page: Page) => page.locator('output').textContent();

  it('narrows by severity, check, text and object, and keeps the choice in its address', async () => {
    const { page, complaints } = await open('report.html');
    const all = await shown(page);
    expect(all.length).toBeGreaterThan(2);

    await page.getByRole('button', { name: 'critical' }).click();
    expect(await shown(page)).toEqual(['Container is privileged']);
    expect(page.url()).toMatch(/#severity=critical$/);

    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByLabel('Check').selectOption('host-namespaces');
    await page.getByLabel('Object').fill('Pod/shop/other');
    expect(await shown(page)).toHaveLength(1);
    expect(await status(page)).toContain('1 fault in 1 place');

    const again = await open('report.html', {}, new URL(page.url()).hash);
    expect(await again.page.getByLabel('Object').inputValue()).toBe('Pod/shop/other');
    expect(await shown(again.page)).toHaveLength(1);

    await page.getByLabel('Text').fill('no such words');
    expect(await page.getByText('Nothing fits these filters.').isVisible()).toBe(true);
    expect([...complaints, ...again.complaints]).toEqual([]);
  });

  it('is whole without scripts, which its filters alone need', async () => {
    const { page } = await open('report.html', { javaScriptEnabled: false });
    expect(await shown(page)).toContain('Container is privileged');
    expect(await page.getByRole('search').isVisible()).toBe(false);
  });

  it('runs nothing that the input brings', async () => {
    const { page, complaints } = await open('hostile.html');
    expect(await page.title()).toContain(hostile);
    expect(complaints).toEqual([]);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has text that can be read, ${colorScheme}, wide and narrow`, async () => {
      const { page } = await open('report.html', { colorScheme });
      expect(await page.evaluate(faintTexts)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 800 });
      expect(await page.evaluate(faintTexts)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    });
  }

  it('is worked by the keyboard alone', async () => {
    const { page } = await open('report.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the findings');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.locator('button.tile[aria-pressed=true]').count()).toBe(1);
  });
});
