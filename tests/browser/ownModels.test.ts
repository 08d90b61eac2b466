// Models of one's own on data of one's own: typed, on tables from files, and losses computed elsewhere.

import { strToU8, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { float64Npy } from '../io/numpyFiles';
import { violations, withAxe } from '../support/accessibility';
import { launch, openPage, screenshot } from '../support/browser';
import { ready, settled, stateOf } from '../support/pageDriver';
import { pointValues, scatterPlot } from '../support/scatterPlot';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl2');
});
afterAll(() => browser.close());

const VIEWPORT = { width: 1000, height: 640 };
const COARSE = '#v=1&n=33';

async function open(fragment = COARSE) {
  const opened = await openPage(browser, fragment, VIEWPORT);
  await ready(opened.page);
  return opened;
}

/** Opens the dialog, and the file in it. */
async function choose(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  if (!(await page.getByRole('dialog').isVisible()))
    await page.getByRole('button', { name: 'Open your own data' }).click();
  await page.setInputFiles('.own-data input[type=file]', {
    name,
    mimeType: '',
    buffer: Buffer.from(content),
  });
}

/** Opens `PLANTS` in the dialog, which takes it for rows to learn from: its days are numbers, and left out at first. */
async function choosePlants(page: Page): Promise<void> {
  await choose(page, 'plants.csv', PLANTS);
  await page.getByText('24 rows').waitFor();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('combobox', { name: 'Read as' }).inputValue()).toBe('table');
  await dialog.getByText('days since 2024-02-01').waitFor();
  expect(await dialog.getByRole('checkbox', { name: 'day' }).isChecked()).toBe(false);
}

/** The number beside `label` below the data. */
async function fact(page: Page, label: string): Promise<number> {
  const text = await page
    .locator('.bench-facts:visible > div')
    .filter({ has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) })
    .locator('dd')
    .innerText();
  return Number(text.replace('−', '-'));
}

const SMALL = { height: 2, width: 1 } as const;
/** 24 rows of two groups: words, numbers, days, and yield = 3·dose − 1 without noise. */
const ROWS = Array.from({ length: 24 }, (_, row) => {
  const isSmall = row % 2 === 0;
  const dose = row / 8;
  return {
    height: (isSmall ? SMALL.height : 8) + (row % 5) / 5,
    width: (isSmall ? SMALL.width : 7) + (row % 3) / 3,
    dose,
    kind: isSmall ? 'small' : 'large',
    yield: 3 * dose - 1,
  };
});
const PLANTS = [
  'day,height,width,dose,kind,yield',
  ...ROWS.map(
    ({ height, width, dose, kind, yield: grown }, row) =>
      `2024-02-${String(row + 1).padStart(2, '0')},${height},${width},${dose},${kind},${grown}`,
  ),
].join('\n');

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a model of one’s own', () => {
  it('is typed with its loss, on columns of a file that can be changed beside the data', async () => {
    const { page, errors, close } = await open();
    await choosePlants(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Model' }).selectOption('typed');
    await page.getByRole('button', { name: 'Open with your own model' }).click();
    await settled(page);

    const columns = page.locator('.bench-columns:visible');
    expect(await columns.getByRole('combobox', { name: 'Target' }).inputValue()).toBe('yield');
    for (const name of ['height', 'width', 'kind']) await columns.getByRole('button', { name }).click();
    await settled(page);
    expect(await stateOf(page)).toMatchObject({ featureColumns: 'dose', expression: 'w*dose + b' });
    expect((await pointValues(page))[5]).toEqual([0.625, 0.875]);

    const box = page.getByRole('textbox', { name: 'p =' });
    await box.fill('a*dose^2 + c*dose + k');
    await settled(page);
    await page.getByRole('combobox', { name: 'Loss', exact: true }).selectOption('typed');
    const loss = page.getByRole('textbox', { name: 'Loss of a row, of p and y' });
    await loss.fill('(p - q)^2');
    await page.getByText('"q" is neither').waitFor();
    expect((await stateOf(page)).lossText).toBe('(p - y)^2');
    await loss.fill('(p - y)^4 + abs(p)');
    await settled(page);
    const { point, parameters } = await stateOf(page);
    const axes = await Promise.all(
      ['Loss over', 'and'].map((name) => page.getByRole('combobox', { name, exact: true }).inputValue()),
    );
    const values = new Map([
      ...Object.entries(parameters).map(([name, { value }]) => [name, value] as const),
      ...axes.map((name, axis) => [name, point[axis] ?? Number.NaN] as const),
    ]);
    const of = (name: string) => values.get(name) ?? Number.NaN;
    const expected = mean(
      ROWS.map(({ dose, yield: grown }) => {
        const p = of('a') * dose * dose + of('c') * dose + of('k');
        return (p - grown) ** 4 + Math.abs(p);
      }),
    );
    expect((await fact(page, 'Loss at the point')) / expected).toBeCloseTo(1, 4);

    await box.fill('a*dose^2 +');
    await page.locator('.expression-message:visible').waitFor();
    expect((await stateOf(page)).expression).toBe('a*dose^2 + c*dose + k');
    await columns.getByRole('combobox', { name: 'Target' }).selectOption('kind');
    await settled(page);
    expect(await stateOf(page)).toMatchObject({ targetColumn: 'kind', loss: 'typed' });
    await screenshot(page, 'own-typed');
    expect(errors).toEqual([]);
    await close();
  });
});

describe('a network on one’s own data', () => {
  it('classifies words, is drawn in the units of the file, and takes edits of its points', async () => {
    const { page, errors, close } = await open();
    await choosePlants(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Target' }).selectOption('kind');
    await dialog.getByRole('combobox', { name: 'Model' }).selectOption('network');
    await screenshot(page, 'own-network-dialog');
    await page.getByRole('button', { name: 'Open with a neural network' }).click();
    await page.getByText('4-8-1, 49 weights and biases').waitFor();
    const legend = page.locator('.bench-plot:visible .scatter-legend');
    expect(await legend.innerText()).toMatch(/large[\s\S]*small/);
    const [height = 0, width = 0] = (await pointValues(page))[0] ?? [];
    expect([height, width]).toEqual([SMALL.height, SMALL.width]);
    await page.evaluate(() => void window.gradscape.set({ descentPosition: 80 }));
    await page.getByText('Loss at step 80').waitFor();
    await page.getByText('24 of 24, 100.0 %').waitFor();

    await page.getByRole('button', { name: 'Add points' }).click();
    await page.getByRole('group', { name: 'Class of added points' }).getByText('small').click();
    const plot = await scatterPlot(page);
    await page.mouse.click(...plot.pixelOf(5, 4));
    await expect.poll(() => plot.points.count()).toBe(25);
    expect(await plot.points.last().getAttribute('aria-label')).toMatch(/, small$/);
    await page.getByText('Loss at step 0').waitFor();
    await plot.points.last().press('Delete');
    await expect.poll(() => plot.points.count()).toBe(24);

    const columns = page.locator('.bench-columns:visible');
    await columns.getByRole('combobox', { name: 'Target' }).selectOption('yield');
    await page.getByText('the variance of yield').waitFor();
    expect(await fact(page, 'Loss at step 0')).toBeLessThan(5);
    await screenshot(page, 'own-network');

    // A number over two features: an added point has the one typed, and one beside another has that of the other.
    const before = await page.evaluate(() => window.gradscape.state().ownData);
    await page.getByRole('button', { name: 'Add points' }).click();
    const number = page.getByRole('textbox', { name: 'yield of added points' });
    await number.fill('20');
    await number.press('Enter');
    const numbers = await scatterPlot(page);
    await page.mouse.click(...numbers.pixelOf(5, 4));
    await expect.poll(() => numbers.points.count()).toBe(25);
    expect(await numbers.points.last().getAttribute('aria-label')).toMatch(/yield ≥/);
    const added = (await pointValues(page)).at(-1) ?? [];
    await numbers.points.last().press('ArrowRight');
    await expect.poll(async () => (await pointValues(page)).at(-1)?.[0]).toBeGreaterThan(added[0] ?? 0);
    await page.getByRole('button', { name: 'Move points' }).click();
    await numbers.points.last().press('+');
    await expect.poll(() => numbers.points.count()).toBe(26);
    expect(await numbers.points.last().getAttribute('aria-label')).toMatch(/yield ≥/);
    await numbers.points.last().press('Delete');
    await expect.poll(() => numbers.points.count()).toBe(25);
    expect(await page.evaluate(() => window.gradscape.state().ownData)).not.toBe(before);
    expect(errors).toEqual([]);
    await close();
  });
});

const SIDE = 9;
/** Samples of (w − 1)² + 2·b² over w in 0..4 and b in −2..2. */
const AXES = {
  w: Array.from({ length: SIDE }, (_, k) => k / 2),
  b: Array.from({ length: SIDE }, (_, k) => k / 2 - 2),
};
const LOSSES = AXES.b.flatMap((b) => AXES.w.map((w) => (w - 1) ** 2 + 2 * b * b));

describe('losses computed elsewhere', () => {
  it('are shown from an archive with the difference said, and stay where the next file is bad', async () => {
    const { page, errors, close } = await open();
    const archive = zipSync({
      'w.npy': float64Npy([SIDE], AXES.w),
      'b.npy': float64Npy([SIDE], AXES.b),
      'loss.npy': float64Npy([SIDE, SIDE], LOSSES),
    });
    await choose(page, 'landscape.npz', archive);
    await page.getByText('9 × 9 samples · w from 0 to 4 · b from −2 to 2').waitFor();
    await page.getByRole('button', { name: 'Show as a surface' }).click();
    await page.evaluate(() => window.gradscape.set({ point: [3, 1] }));
    const unfold = page.getByRole('button', { name: 'Fold the values' });
    if ((await unfold.getAttribute('aria-expanded')) === 'false') await unfold.click();
    // Central differences of a square are exact: 2(w − 1) and 4b.
    expect(await page.locator('.readout').innerText()).toMatch(/6[\s\S]*4[\s\S]*4/);
    await page.getByRole('button', { name: 'Derivative', exact: true }).click();
    await page.getByText('second-order differences').waitFor();

    const before = await stateOf(page);
    await choose(page, 'torn.npz', archive.slice(0, 120));
    const alert = page.locator('.own-data-error');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/^torn\.npz/);
    expect(
      await page
        .getByRole('button', { name: /^(Show|Open)/ })
        .last()
        .isDisabled(),
    ).toBe(true);
    await choose(page, 'words.npy', strToU8('no array'));
    await expect.poll(() => alert.innerText()).toMatch(/^words\.npy/);
    await page.keyboard.press('Escape');
    expect(await stateOf(page)).toEqual(before);
    await screenshot(page, 'own-archive');
    expect(errors).toEqual([]);
    await close();
  });

  it('or rows to learn from are pasted, or an array of NumPy', async () => {
    const { page, errors, close } = await open();
    await page.getByRole('button', { name: 'Open your own data' }).click();
    await page.getByText('Paste text instead').click();
    await page.getByLabel('Rows of numbers').fill('size;price\n1,5;2\n2,5;4\n3,5;6');
    await page.getByRole('button', { name: 'Read the text' }).click();
    await page.getByText('3 rows · price from size').waitFor();
    await page.getByRole('button', { name: 'Open with linear regression' }).click();
    await settled(page);
    const best = page.locator('.bench-numbers:visible tr', { hasText: 'Least squares' }).locator('td');
    expect(await best.allInnerTexts()).toEqual(['2', '−1', '0']);
    await choose(page, 'rows.npy', float64Npy([4, 2], [0, 1, 1, 3, 2, 5, 3, 7]));
    await page.getByRole('dialog').getByRole('combobox', { name: 'Read as' }).selectOption('table');
    await page.getByRole('button', { name: 'Open with linear regression' }).click();
    await settled(page);
    expect(await best.allInnerTexts()).toEqual(['2', '1', '0']);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the bench', () => {
  it('breaks no rule of accessibility for any model, nor does the dialog of one’s own data, light or dark', async () => {
    const opened = await openPage(browser, '', VIEWPORT);
    const { page, errors, close } = opened;
    await withAxe(page);
    await page.goto(new URL(COARSE, page.url()).href);
    await page.reload();
    await ready(page);
    const checkBoth = async (where: string, what: string): Promise<void> => {
      for (const theme of ['light', 'dark'] as const) {
        await page.evaluate((wanted) => window.gradscape.set({ theme: wanted }), theme);
        // Nothing but the colours depends on the theme.
        const rules = theme === 'light' ? undefined : ['color-contrast'];
        expect(await violations(page, [where], rules), `${what}, ${theme}`).toEqual([]);
      }
    };
    for (const model of ['Linear regression', 'Logistic regression', 'Your own model', 'Neural network']) {
      await page.getByRole('combobox', { name: 'Landscape' }).selectOption({ label: model });
      await page.locator('.scatter-point:visible').first().press('Enter');
      await page.locator('summary:visible', { hasText: 'Gradients of batches' }).click();
      await settled(page);
      await checkBoth('#bench', model);
    }
    await choosePlants(page);
    await page.getByRole('dialog').getByRole('combobox', { name: 'Model' }).selectOption('typed');
    await checkBoth('dialog.own-data', 'the dialog');
    await page.getByRole('button', { name: 'Open with your own model' }).click();
    await page.locator('.bench-columns:visible').waitFor();
    await checkBoth('#bench', 'own columns');
    expect(errors).toEqual([]);
    await close();
  });
});
