// The gradient microscope in a real browser, on the CPU engine.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, launch, openPage, PHONE, screenshot, type Viewport } from '../support/browser';
import { pixelsOf, shareColored } from '../support/pixels';

/** The function of the notebook at the point of FACT: its gradient there is (12, 31). */
const NOTEBOOK = '#v=1&engine=cpu&n=65&f=x^2*y%2By^3&x=-4..4&y=-4..4&p=2,3';

function state(page: Page) {
  return page.evaluate(() => window.gradscape.state());
}

async function settled(page: Page): Promise<void> {
  await page.evaluate(() => window.gradscape.settled());
  // The chart's library arrives with the first chart.
  await page.locator('.charts-microscope canvas').first().waitFor();
  await page.waitForTimeout(150);
}

describe('the gradient microscope', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch('webgl2');
  });
  afterAll(async () => {
    await browser.close();
  });

  async function open(fragment: string, viewport: Viewport = DESKTOP) {
    const opened = await openPage(browser, `${NOTEBOOK}${fragment}`, viewport);
    await opened.page.waitForFunction(() => window.gradscape !== undefined);
    await opened.page.evaluate(() => window.gradscape.ready);
    return opened;
  }

  it('stands in the drawer beside the slices, and sets h by buttons, by the table and by pointing', async () => {
    const { page, errors, close } = await open('');
    await page.getByRole('button', { name: /^Charts/ }).click();
    await page.getByRole('tab', { name: 'Gradient microscope' }).click();
    await settled(page);
    expect(await state(page)).toMatchObject({ chartsOpen: true, chartsTab: 'microscope' });
    const chart = page.locator('.charts-microscope .chart-canvas');
    const box = await chart.boundingBox();
    if (box === null) throw new Error('the chart is not shown');
    expect(shareColored(await pixelsOf(page, box))).toBeGreaterThan(0.005);

    await page.getByRole('button', { name: /the notebook/ }).click();
    await settled(page);
    expect(await state(page)).toMatchObject({ derivativeStep: 1e-8, derivativeMethod: 'central' });
    expect(await page.locator('.charts-microscope figcaption').textContent()).toContain('33 = |∇f| in f32');
    await screenshot(page, 'microscope-notebook');

    await page.getByRole('button', { name: 'Best h in f64' }).click();
    const best = (await state(page)).derivativeStep;
    expect(best).toBeGreaterThan(1e-6);
    expect(best).toBeLessThan(1e-4);
    await page.getByRole('button', { name: /Best h of the forward difference in f32/ }).click();
    const forward = await state(page);
    expect(forward.derivativeMethod).toBe('forward');
    expect(forward.derivativeStep).toBeGreaterThan(1e-4);

    await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.5);
    const pointed = (await state(page)).derivativeStep;
    expect(pointed).toBeGreaterThan(1e-8);
    expect(pointed).toBeLessThan(1e-4);

    await page.getByRole('button', { name: 'Error map' }).click();
    await settled(page);
    expect((await state(page)).surfaceColor).toBe('difference');
    await page.getByRole('button', { name: 'Derivative', exact: true }).click();
    await page.getByText('f64, on the CPU engine').waitFor();
    await screenshot(page, 'microscope-surface');

    await page.getByRole('tab', { name: 'Slices' }).click();
    await screenshot(page, 'microscope-slices');
    expect(await page.locator('.charts-microscope').isVisible()).toBe(false);
    expect(errors).toEqual([]);
    await close();
  });

  it.each([
    ['light', DESKTOP],
    ['dark', DESKTOP],
    ['light', PHONE],
    ['dark', PHONE],
    ['light', { width: 900, height: 600 }],
  ] as const)('is drawn in the %s theme at %o', async (theme, viewport) => {
    const fragment = `&theme=${theme}&charts=1&tab=microscope&d=central&h=0.001&f=sin(x)*y%2Bexp(x/2)&p=1.2,-0.9`;
    const { page, errors, close } = await open(fragment, viewport);
    if (viewport === PHONE) await page.getByRole('tab', { name: 'Charts' }).click();
    await settled(page);
    await screenshot(page, `microscope-${theme}-${viewport.width}`);
    if (viewport === PHONE) {
      await page.getByRole('button', { name: /the notebook/ }).click();
      expect((await state(page)).derivativeStep).toBe(1e-8);
      await screenshot(page, `microscope-${theme}-${viewport.width}-scrolled`);
    }
    expect(errors).toEqual([]);
    await close();
  });
});
