// Losses of models on data, as a person meets them: the data move with the surface, and the surface with the data.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import notebook from '../golden/notebook.json';
import { GRAPHICS_MODES, launch, openPage, screenshot } from '../support/browser';
import { drag, ENGINE, markerOf, middleOf, ready, settled, stateOf } from '../support/pageDriver';
import { pixelsOf, shareChanged } from '../support/pixels';
import { curveOf, pointValues, scatterPlot } from '../support/scatterPlot';

/** Small and coarse, because software draws every pixel. */
const VIEWPORT = { width: 1000, height: 640 };
const COARSE = 'n=65&grad=0';
const PATIENCE_MILLISECONDS = 240_000;

type Point = readonly [number, number];

async function chooseModel(page: Page, label: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Landscape' }).selectOption({ label });
  await page.locator('.scatter-point').first().waitFor();
  await settled(page);
}

/** What stands beside `label` below the data. */
function fact(page: Page, label: string): Promise<string> {
  return page
    .locator('.bench-facts:visible > div')
    .filter({ has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) })
    .locator('dd')
    .innerText();
}

/** The numbers of a row of the table below the data. */
async function numbersOf(page: Page, label: string): Promise<number[]> {
  const row = page
    .locator('section#bench .bench-numbers:visible tr')
    .filter({ has: page.getByRole('rowheader', { name: label }) });
  return numbersIn((await row.locator('td').allInnerTexts()).join(' '));
}

/** The numbers in a text, minus signs as they are typeset. */
function numbersIn(text: string): number[] {
  return [...text.replaceAll('−', '-').matchAll(/-?\d[\d.]*(?:e-?\d+)?/g)].map(([found]) => Number(found));
}

/** Agreement in as many digits as `shown` has been rounded to. */
function expectRounded(shown: number | undefined, exact: number, share = 2e-4): void {
  expect(Math.abs((shown ?? Number.NaN) - exact)).toBeLessThanOrEqual(
    share * Math.max(1e-3, Math.abs(exact)),
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean squared error of y = w·x + b, and the line for which it is least, by the textbook. */
function squares(points: readonly Point[]) {
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const slope =
    mean(points.map(([x, y]) => (x - meanX) * (y - meanY))) / mean(points.map(([x]) => (x - meanX) ** 2));
  return {
    best: [slope, meanY - slope * meanX] as const,
    loss: (w: number, b: number) => mean(points.map(([x, y]) => (w * x + b - y) ** 2)),
  };
}

const LINE: readonly Point[] = notebook.linear_regression.x.map((x, row) => [
  x,
  notebook.linear_regression.y[row] ?? Number.NaN,
]);
/** A row well inside of the plot, on which nothing else lies. */
const INNER_ROW = 20;

describe.each(GRAPHICS_MODES)('with %s, linear regression', (mode) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(mode);
  });
  afterAll(() => browser.close());

  it(
    'moves its line with the point, its point with the line, and its surface with the data',
    async () => {
      const { page, errors, close } = await openPage(browser, `#v=1&${ENGINE[mode]}&${COARSE}`, VIEWPORT);
      await ready(page);
      await chooseModel(page, 'Linear regression');
      for (const label of ['least squares', 'drawn from'])
        expect(await page.locator('#scene').getByText(label, { exact: true }).isVisible(), label).toBe(true);
      const { best, loss } = squares(LINE);
      const [w = 0, b = 0, L] = await numbersOf(page, 'Least squares');
      expectRounded(w, best[0]);
      expectRounded(b, best[1]);
      expectRounded(L, loss(...best));

      // The point on the surface carries the line along.
      const start = (await stateOf(page)).point;
      await drag(page, await markerOf(page), [70, 0]);
      await settled(page);
      const dragged = (await stateOf(page)).point;
      expect(dragged[0]).toBeGreaterThan(start[0] + 0.3);
      expect(dragged[1]).toBeGreaterThan(start[1] + 0.3);
      const plot = await scatterPlot(page);
      for (const [x, y] of await curveOf(plot, 'model'))
        expect(Math.abs(y - dragged[0] * x - dragged[1])).toBeLessThan(0.1);
      expectRounded((await numbersOf(page, 'At the point'))[2], loss(...dragged));

      // The line carries the point along: its middle shifts it, its end turns it about the other.
      const marker = await markerOf(page);
      const handleAt = async (part: number): Promise<Point> => {
        const box = await plot.root.locator('.scatter-handle').nth(part).boundingBox();
        if (box === null) throw new Error('the line has no handle there');
        return [box.x + box.width / 2, box.y + box.height / 2];
      };
      await drag(page, await handleAt(1), [0, 30]);
      await settled(page);
      const shifted = (await stateOf(page)).point;
      expect(shifted[0]).toBe(dragged[0]);
      const down = plot.valueAt(0, 0)[1] - plot.valueAt(0, 30)[1];
      expect(dragged[1] - shifted[1]).toBeGreaterThan(0.8 * down);
      expect(dragged[1] - shifted[1]).toBeLessThan(1.2 * down);
      const carried = await markerOf(page);
      expect(Math.hypot(carried[0] - marker[0], carried[1] - marker[1])).toBeGreaterThan(15);
      const pivot = await handleAt(0);
      await drag(page, await handleAt(2), [0, 30]);
      await settled(page);
      expect((await stateOf(page)).point[0]).toBeLessThan(shifted[0]);
      const turned = await handleAt(0);
      expect(Math.hypot(turned[0] - pivot[0], turned[1] - pivot[1])).toBeLessThan(25);
      await page.getByRole('button', { name: 'Go to least squares' }).click();
      const [atW, atB] = (await stateOf(page)).point;
      expect(atW).toBeCloseTo(best[0], 9);
      expect(atB).toBeCloseTo(best[1], 9);

      // A point of the data says what it adds, and does not move under the hand that presses it.
      const [x = 0, y = 0] = LINE[INNER_ROW] ?? [];
      const still = await scatterPlot(page);
      await page.mouse.click(...still.pixelOf(x, y));
      const selection = page.locator('.bench-selection:visible');
      await selection.getByText(`Point ${INNER_ROW + 1}`, { exact: true }).waitFor();
      const residual = best[0] * x + best[1] - y;
      expectRounded(numbersIn(await fact(page, 'Its own loss'))[0], residual ** 2);
      expectRounded(numbersIn(await fact(page, 'Its share of ∂L/∂w'))[0], (2 * residual * x) / LINE.length);
      expectRounded(numbersIn(await fact(page, 'Its share of ∂L/∂b'))[0], (2 * residual) / LINE.length);

      // Dragged, added and deleted points change the loss, and with it the surface.
      const before = await pixelsOf(page, await middleOf(page));
      expect((await scatterPlot(page)).pixelOf(x, y)).toEqual(still.pixelOf(x, y));
      await drag(page, still.pixelOf(x, y), [0, 40]);
      await settled(page);
      expect((await stateOf(page)).dataset).toBe('own');
      expect(await page.getByRole('combobox', { name: 'Data', exact: true }).inputValue()).toBe('own');
      const lower = still.valueAt(0, 40)[1] - still.valueAt(0, 0)[1];
      const moved = await pointValues(page);
      expect(Math.abs((moved[INNER_ROW]?.[1] ?? Number.NaN) - y - lower)).toBeLessThan(0.1 * Math.abs(lower));
      const after = await numbersOf(page, 'Least squares');
      expectRounded(after[0], squares(moved).best[0], 2e-3);
      expectRounded(after[2], squares(moved).loss(...squares(moved).best), 5e-3);

      await page.getByRole('button', { name: 'Add points' }).click();
      for (const share of [0.1, 0.2, 0.3]) {
        const box = await plot.root.boundingBox();
        if (box === null) throw new Error('the plot is not shown');
        await page.mouse.click(box.x + box.width * (0.25 + share), box.y + box.height * 0.12);
      }
      expect(await plot.points.count()).toBe(LINE.length + 3);
      await settled(page);
      const many = squares(await pointValues(page)).best;
      const shown = await numbersOf(page, 'Least squares');
      expectRounded(shown[0], many[0], 2e-3);
      expectRounded(shown[1], many[1], 2e-3);
      expect(shareChanged(before, await pixelsOf(page, await middleOf(page)))).toBeGreaterThan(0.02);
      await page.getByRole('button', { name: 'Delete points' }).click();
      await plot.points.nth(LINE.length + 2).click();
      expect(await plot.points.count()).toBe(LINE.length + 2);
      await plot.points.nth(LINE.length + 1).press('Delete');
      expect(await plot.points.count()).toBe(LINE.length + 1);
      const height = (await pointValues(page))[LINE.length]?.[1] ?? Number.NaN;
      await plot.points.nth(LINE.length).press('Shift+ArrowDown');
      expect((await pointValues(page))[LINE.length]?.[1]).toBeLessThan(height);
      await plot.points.nth(LINE.length).press('+');
      await expect.poll(() => plot.points.count()).toBe(LINE.length + 2);
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-index')))
        .toBe(String(LINE.length + 1));
      await screenshot(page, `${mode}-linear-bench`);
      expect(errors).toEqual([]);
      await close();
    },
    PATIENCE_MILLISECONDS,
  );
});

const CLASSES = notebook.logistic_regression.x.map((x, row) => ({
  x1: x[0] ?? Number.NaN,
  x2: x[1] ?? Number.NaN,
  y: notebook.logistic_regression.y[row] ?? Number.NaN,
}));

/** Mean binary cross-entropy of a sigmoid over w1·x1 + w2·x2 + b. */
const crossEntropy = (w1: number, w2: number, b: number): number =>
  mean(
    CLASSES.map(({ x1, x2, y }) => {
      const z = w1 * x1 + w2 * x2 + b;
      return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z;
    }),
  );

describe.each(GRAPHICS_MODES)('with %s, logistic regression', (mode) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(mode);
  });
  afterAll(() => browser.close());

  it(
    'shows boundary and descent among the data, and holds the third parameter by a slider',
    async () => {
      const { page, errors, close } = await openPage(browser, `#v=1&${ENGINE[mode]}&${COARSE}`, VIEWPORT);
      await ready(page);
      await chooseModel(page, 'Logistic regression');
      const boundaryIs = async (w1: number, w2: number, b: number): Promise<void> => {
        const line = await curveOf(await scatterPlot(page), 'boundary');
        expect(line.length).toBeGreaterThan(20);
        for (const [x1, x2] of line) expect(Math.abs(w1 * x1 + w2 * x2 + b)).toBeLessThan(0.05);
        expectRounded(numbersIn(await fact(page, 'Loss at the point'))[0], crossEntropy(w1, w2, b));
      };
      await boundaryIs(-1, 0.5, 0);
      const right = CLASSES.filter(({ x1, x2, y }) => -x1 + 0.5 * x2 >= 0 === (y === 1)).length;
      expect(await fact(page, 'Classified correctly')).toBe(`${right} of ${CLASSES.length}`);
      // Descent turns the weights towards the class on the upper right.
      const arrow = page.getByLabel('direction in which descent turns the weights');
      expect(await arrow.getAttribute('d')).toMatch(/^M/);

      const before = await pixelsOf(page, await middleOf(page));
      await page.getByRole('button', { name: 'Settings' }).click();
      const slider = page.getByRole('slider', { name: 'b', exact: true });
      await slider.focus();
      for (let press = 0; press < 5; press++) await page.keyboard.press('PageUp');
      await settled(page);
      const b = (await stateOf(page)).parameters.b?.value ?? Number.NaN;
      expect(b).toBeGreaterThan(1);
      await page.getByRole('button', { name: 'Settings' }).click();
      await settled(page);
      await boundaryIs(-1, 0.5, b);
      expect(shareChanged(before, await pixelsOf(page, await middleOf(page)))).toBeGreaterThan(0.01);

      // Batches see other slopes than all rows do: a fan of arrows, told in the sentence about the picture.
      await page.locator('summary:visible', { hasText: 'Gradients of batches' }).click();
      const plain = await pixelsOf(page, await middleOf(page));
      await page.getByRole('checkbox', { name: 'Arrows at the point in the picture' }).check();
      await page.getByRole('slider', { name: 'Rows a batch' }).press('Home');
      await settled(page);
      await expect
        .poll(() => page.locator('#picture-text').innerText())
        .toMatch(/Of 48 batches of 1 row, \d+ agree/);
      const singles = await pixelsOf(page, await middleOf(page));
      expect(shareChanged(plain, singles)).toBeGreaterThan(0.003);
      await screenshot(page, `${mode}-fan`);
      await page.getByRole('slider', { name: 'Rows a batch' }).press('End');
      await settled(page);
      await expect
        .poll(() => page.locator('#picture-text').innerText())
        .toMatch(/Of 48 batches of 100 rows, 48 agree/);
      expect(shareChanged(singles, await pixelsOf(page, await middleOf(page)))).toBeGreaterThan(0.003);
      await page.getByRole('checkbox', { name: 'Arrows at the point in the picture' }).uncheck();
      await page.locator('summary:visible', { hasText: 'Gradients of batches' }).click();

      await page.getByRole('combobox', { name: 'and', exact: true }).selectOption('b');
      await settled(page);
      expect(await stateOf(page)).toMatchObject({ planeAxes: 'w1,b', point: [-1, b] });
      await boundaryIs(-1, 0.5, b);
      expect(await page.locator('#scene .axis-name').allInnerTexts()).toContain('b');

      await page.getByRole('button', { name: 'Add points' }).click();
      await page.getByRole('group', { name: 'Class of added points' }).getByRole('button').nth(1).click();
      const plot = await scatterPlot(page);
      await page.mouse.click(...plot.pixelOf(-3, 3.2));
      await expect.poll(() => plot.points.count()).toBe(CLASSES.length + 1);
      expect(await plot.points.last().getAttribute('aria-label')).toMatch(/y = 1$/);
      expect(await fact(page, 'Classified correctly')).toMatch(/of 101$/);
      await screenshot(page, `${mode}-logistic-bench`);
      expect(errors).toEqual([]);
      await close();
    },
    PATIENCE_MILLISECONDS,
  );
});
