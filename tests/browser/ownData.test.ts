import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { float64Npy } from '../io/numpyFiles';
import { launch, openPage, screenshot } from '../support/browser';
import { ready, stateOf } from '../support/pageDriver';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl2');
});
afterAll(() => browser.close());

const SIDE = 21;
/** 21 × 21 samples of x² + y² over column and row numbers around (10, 10): too many for the address. */
const BOWL = Buffer.from(
  float64Npy(
    [SIDE, SIDE],
    Array.from({ length: SIDE * SIDE }, (_, k) => ((k % SIDE) - 10) ** 2 + (Math.floor(k / SIDE) - 10) ** 2),
  ),
);

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.setInputFiles('.own-data input[type=file]', { name, mimeType: '', buffer });
}

describe('own data', () => {
  it('are opened from a file, shown, found again after a reload, and left by typing a function', async () => {
    const { page, errors, close } = await openPage(browser);
    await ready(page);
    await page.getByRole('button', { name: 'Open your own data' }).click();
    await choose(page, 'bowl.npy', BOWL);
    await page.getByText('21 × 21 samples · x from 0 to 20 · y from 0 to 20').waitFor();
    await screenshot(page, 'own-data-dialog');
    await page.getByRole('button', { name: 'Show as a surface' }).click();
    await page.getByText('The data are kept in this browser').waitFor();
    await page.evaluate(() => window.gradscape.set({ point: [4, 10] }));
    const readout = page.locator('.readout');
    expect(await readout.innerText()).toMatch(/36[\s\S]*−12/);
    await page.waitForURL(/own=id:[0-9a-f]{16}/);
    await page.reload();
    await ready(page);
    expect(await readout.innerText()).toMatch(/36[\s\S]*−12/);
    await screenshot(page, 'own-data-surface');
    await page.getByRole('textbox', { name: /L\(/ }).fill('x + y');
    expect((await stateOf(page)).subject).toBe('function');
    expect(errors).toEqual([]);
    await close();
  });

  it('change nothing where they are bad, and are taken when dropped or pasted', async () => {
    const { page, errors, close } = await openPage(browser);
    await ready(page);
    const before = await stateOf(page);
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['x,y,loss\n1,2,3\n2024-01-31,2,3\n'], 'bad.csv'));
      return data;
    });
    await page.dispatchEvent('#scene', 'drop', { dataTransfer: transfer });
    const alert = page.locator('.own-data-error');
    await alert.waitFor();
    expect(await alert.innerText()).toBe(
      'bad.csv, line 3, column x: "2024-01-31" is a date; expected dates such as 2024-01-31 throughout, or numbers',
    );
    expect(await page.getByRole('button', { name: 'Show as a surface' }).isDisabled()).toBe(true);
    expect(await stateOf(page)).toEqual(before);
    await page.getByText('Paste text instead').click();
    await page.getByLabel('Rows of numbers').fill('1 2 3\n2 3 4\n3 4 5');
    await page.getByRole('button', { name: 'Read the text' }).click();
    await page.getByText('3 × 3 samples').waitFor();
    await page.getByRole('button', { name: 'Show as a surface' }).click();
    await page.getByText('The link to this view holds the data whole').waitFor();
    expect((await stateOf(page)).ownData).toBe('grid;pasted text;x;y;loss;3;3;0..2;0..2;1,2,3,2,3,4,3,4,5');
    expect(errors).toEqual([]);
    await close();
  });
});
