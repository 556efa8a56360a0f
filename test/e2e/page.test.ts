import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { startBrowser } from '../support/browser.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const exampleFolder = join(import.meta.dirname, '..', '..', 'examples', 'simulation');

let berth: TestPlatform;
let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
  berth = await startTestPlatform({ app: exampleFolder });
}, 300_000);
afterAll(async () => {
  await browser.close();
  await berth.stop();
}, 60_000);

describe('the page of a session', () => {
  test('shows the workers, the pictures as they come, and the result; nothing goes wrong in the browser', async () => {
    const session = await berth.demo.open('cavity', 'demo');
    const { body } = await berth.demo.call('POST', `/sessions/${session.id}/attach`, {});
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(
      `${berth.url}/#/sessions/${session.id}?ticket=${String(body['ticket'])}&client=${String(body['client'])}`,
    );

    await page.locator('#workers tr').nth(4).waitFor({ timeout: 60_000 });
    const picture = page.locator('#frame');
    const source = () => picture.getAttribute('src');
    await eventually(async () => {
      const width = await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
      expect(width).toBeGreaterThan(0);
    });
    const first = await source();
    await eventually(async () => expect(await source()).not.toBe(first));
    await eventually(async () => expect(await page.locator('#result').textContent()).toContain('4.50'));
    if (process.env['BERTH_TEST_SCREENSHOT'] !== undefined)
      await page.screenshot({ path: process.env['BERTH_TEST_SCREENSHOT'] });
    expect(await page.locator('#summary').textContent()).toBe('cavity on demo is ready');
    expect(problems).toEqual([]);
    await berth.demo.close(session.id);
    await eventually(async () => expect(await page.locator('#summary').textContent()).toContain('closed'));
  }, 180_000);

  test('without a link says how to get one', async () => {
    const page = await browser.newPage();
    await page.goto(berth.url);
    expect(await page.locator('#summary').textContent()).toContain('npx berth session open');
  }, 60_000);
});
