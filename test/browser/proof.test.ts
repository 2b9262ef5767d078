// SPDX-License-Identifier: Apache-2.0
// The page of a proof as a reader meets it: filtered, copied from, narrow, dark, without scripts, with hostile names.
import path from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderProofHtml } from '../../src/report/proof/proof-html.ts';
import { hostileProof, shopProof, textOfShop } from '../../src/report/proof/testing.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { describeInBrowser } from './chromium.ts';
import { faintTexts } from './contrast.ts';
import { openPage } from './open-page.ts';

const hostile = `<img src=x onerror="document.title='taken'"></script><script>document.title="taken"</script>${'long'.repeat(100)}`;
const proof = shopProof(12);

describeInBrowser('the page of a proof', (browser) => {
  let files: ReturnType<typeof temporaryFolder>;
  beforeAll(() => {
    files = temporaryFolder({
      'proof.html': [...renderProofHtml(proof, textOfShop(12))].join(''),
      'hostile.html': [...renderProofHtml(hostileProof(hostile), () => undefined)].join(''),
    });
  });
  afterAll(() => files.remove());
  const open = async (name: string, options?: BrowserContextOptions) => await openPage(browser(), path.join(files.folder, name), options);

  it('filters what breaks, by the workloads of one cause too', async () => {
    const { page, complaints } = await open('proof.html');
    const articles = page.locator('section.band article:visible');
    const all = await articles.count();
    await page.getByRole('searchbox').fill('worker-7');
    expect(await articles.count()).toBe(2);
    expect(await page.locator('.places li:visible').allTextContents()).toEqual([
      expect.stringContaining('Deployment/shop/worker-7'),
      expect.stringContaining('Deployment/shop/worker-7'),
    ]);
    expect(await page.locator('output').textContent()).toBe(`2 of ${proof.breaks.length} shown`);
    await page.getByRole('searchbox').fill('no such words');
    expect(await page.getByText('Nothing fits this filter.').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Reset' }).click();
    expect(await articles.count()).toBe(all);
    expect(complaints).toEqual([]);
  });

  it('copies an amendment as it is applied', async () => {
    const { page, complaints } = await open('proof.html', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await page.getByText('Copied').waitFor();
    const text = await page.evaluate(async () => await navigator.clipboard.readText());
    expect(text).toMatch(/^apiVersion: networking\.k8s\.io\/v1\nkind: NetworkPolicy\nmetadata:\n {2}name: /);
    expect(complaints).toEqual([]);
  });

  it('is whole without scripts, which its filter and copying alone need', async () => {
    const { page } = await open('proof.html', { javaScriptEnabled: false });
    expect(await page.getByText('alice may no longer get pods').isVisible()).toBe(true);
    expect(await page.getByRole('search').isVisible()).toBe(false);
    expect(await page.getByText('Copy', { exact: true }).first().isVisible()).toBe(false);
  });

  it('runs nothing that the input brings, and stays as wide as the screen', async () => {
    const { page, complaints } = await open('hostile.html', { viewport: { width: 360, height: 800 } });
    expect(await page.title()).toContain('<img src=x');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(complaints).toEqual([]);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has text that can be read, ${colorScheme}, wide and narrow`, async () => {
      const { page } = await open('proof.html', { colorScheme });
      await page.evaluate(() => {
        for (const list of document.querySelectorAll('details')) list.open = true;
      });
      expect(await page.evaluate(faintTexts)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 800 });
      expect(await page.evaluate(faintTexts)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    });
  }

  it('is worked by the keyboard alone', async () => {
    const { page } = await open('proof.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the result');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(page.url()).toMatch(/#refused$/);
  });
});
