// What is loaded after the first picture: missing when it is needed, asked for again, and there without a connection.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from '../support/browser';

const VIEWPORT = { width: 1000, height: 640 };

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl2');
});
afterAll(() => browser.close());

const ready = { timeout: 90_000 };

describe('the course', () => {
  it('says where it cannot be loaded, leaves the picture, and is there once it can', async () => {
    const { page, errors, close } = await openPage(browser, '#v=1&lesson=rules&theme=light', VIEWPORT);
    await page.route('**/assets/course-*.js', (route) => route.abort());
    await page.reload();
    await page.waitForFunction(() => window.gradscape !== undefined, null, ready);
    await page.evaluate(() => window.gradscape.ready);
    const notice = page.locator('.notice-warning');
    await expect.poll(() => notice.innerText()).toContain('The course could not be loaded');
    expect(await page.evaluate(() => window.gradscape.state().chapter)).toBe('');
    await page.unroute('**/assets/course-*.js');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'The rules', level: 2 }).waitFor();
    expect(await page.evaluate(() => window.gradscape.state().expression)).toBe('x^3');
    // The failed requests are told by the browser, and nothing else went wrong.
    expect(errors.filter((error) => !error.includes('net::ERR_FAILED'))).toEqual([]);
    await close();
  });

  it('and all that was fetched ahead goes on without a connection', async () => {
    const { page, errors, close } = await openPage(browser, '#v=1&theme=light', VIEWPORT);
    await page.waitForFunction(() => window.gradscape !== undefined, null, ready);
    await page.evaluate(() => window.gradscape.ready);
    await page.waitForFunction(
      () =>
        performance.getEntriesByType('resource').some(({ name }) => /assets\/ownDataPanel-.*\.js/.test(name)),
      null,
      ready,
    );
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Course', exact: true }).click();
    await page.getByRole('link', { name: /The rules/ }).click();
    await page.getByRole('heading', { name: 'No more limits' }).waitFor();
    await page.locator('#landscape select').selectOption({ label: 'Logistic regression' });
    await expect.poll(() => page.locator('#bench').isVisible()).toBe(true);
    // Fonts of formulae may be missing, for which others stand in.
    expect(errors.filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await close();
  });
});
