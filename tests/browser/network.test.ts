// A network from opening to a trained one, as a person goes there: choose, train, look at the path, share the link.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage, screenshot } from '../support/browser';
import { ready } from '../support/pageDriver';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl2');
});
afterAll(() => browser.close());

/** A coarse picture: what is computed here is no matter of sharpness. */
const OPENING = '#v=1&n=17&speed=1000&steps=120&hyp=eta:0.02';
const STEPS = 120;
/** Two trainings and four pictures, drawn in software. */
const PATIENCE_MILLISECONDS = 300_000;

async function isTrained(page: Page): Promise<void> {
  await page.getByText(`Loss at step ${STEPS}`).waitFor();
}

const losses = (page: Page): Promise<string> =>
  page
    .locator('.bench-facts')
    .getByText(`Loss at step ${STEPS}`)
    .locator('xpath=following-sibling::dd')
    .innerText();

describe('a network', () => {
  it(
    'of about 300 weights learns two moons with Adam to over 97 %, and its link trains the same one',
    async () => {
      const { page, errors, close } = await openPage(browser, OPENING);
      await ready(page);
      await page.getByRole('combobox', { name: 'Landscape' }).selectOption('network');
      await page.getByText('2-4-1, 17 weights and biases').waitFor();
      expect(await page.locator('.gradient-table caption').allInnerTexts()).toEqual([
        'dW1 (4, 2)',
        'db1 (4,)',
        'dW2 (1, 4)',
        'db2 (1,)',
      ]);
      await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('moons');
      await page.getByRole('textbox', { name: 'Hidden layers' }).fill('16, 16');
      await page.getByRole('textbox', { name: 'Hidden layers' }).press('Enter');
      await page.getByRole('combobox', { name: 'Activation' }).selectOption('tanh');
      await page.getByText('2-16-16-1, 337 weights and biases').waitFor();
      await page.evaluate((steps) => {
        void window.gradscape.set({
          hyperparameters: { eta: 0.02 },
          descentSteps: steps,
          descentSpeed: 1000,
        });
      }, STEPS);
      await page.getByRole('button', { name: 'Play' }).click();
      await isTrained(page);
      const rightly = await page.getByText(/\d+ of 200, [\d.]+ %/).innerText();
      expect(Number(/([\d.]+) %/.exec(rightly)?.[1])).toBeGreaterThan(97);
      expect(await page.locator('.scatter-curves > .scatter-boundary').first().getAttribute('d')).toMatch(
        /^M.*L/,
      );
      expect(await page.locator('.network-honesty').innerText()).toMatch(
        /Variance of the path in the plane\s+[\d.]+ %/,
      );

      await page.getByRole('combobox', { name: 'Directions' }).selectOption('path');
      await page.getByText(`The middle holds the weights of step ${STEPS}.`).waitFor();
      await page.getByRole('button', { name: 'Fit the path' }).click();
      const explained = Number(
        /Variance of the path in the plane\s+([\d.]+) %/.exec(
          await page.locator('.network-honesty').innerText(),
        )?.[1],
      );
      expect(explained).toBeGreaterThan(60);
      await page.locator('.scatter-point').nth(3).press('Enter');
      await page.getByText('The numbers of row 4.').waitFor();
      await page.locator('.network-unit').first().focus();
      await page.keyboard.press('ArrowRight');
      expect(await page.locator('.network-detail').innerText()).toMatch(/^input x2 = /);
      await screenshot(page, 'network-moons');

      const loss = await losses(page);
      await page.waitForURL(/lstep=120/);
      await page.reload();
      await ready(page);
      await isTrained(page);
      expect(await losses(page)).toBe(loss);
      await page.getByText(`The middle holds the weights of step ${STEPS}.`).waitFor();
      expect(errors).toEqual([]);
      await close();
    },
    PATIENCE_MILLISECONDS,
  );
});
