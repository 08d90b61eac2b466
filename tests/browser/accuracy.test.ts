// The dialog of accuracy, in a browser with a GPU to measure and in one without.

import type { Browser } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { DESKTOP, launch, openPage, screenshot } from '../support/browser';

let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

async function openDialog(mode: 'webgpu' | 'webgl2') {
  browser = await launch(mode);
  const opened = await openPage(browser, '', DESKTOP);
  const { page } = opened;
  await page.waitForFunction(() => window.gradscape !== undefined);
  await page.evaluate(() => window.gradscape.ready);
  await page.getByRole('button', { name: 'Engine', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Accuracy of this device…' }).press('Enter');
  return { ...opened, dialog: page.getByRole('dialog', { name: 'Accuracy of this device' }) };
}

it('measures the GPU when it is opened, shows every function, keeps what it found and goes by it', async () => {
  const { page, errors, close, dialog } = await openDialog('webgpu');
  const report = await page.evaluate(() => window.gradscape.accuracy());
  const sine = report?.functions.find(({ name, small }) => name === 'sin' && !small);
  expect(sine?.choice).toBe('own');
  expect(sine?.native?.error).toBeGreaterThan(1e6);
  expect(report?.twoSum.guarded).toBe(0);

  const functions = dialog.getByRole('table', { name: 'Functions' });
  await functions.waitFor();
  expect(await functions.getByRole('columnheader').allTextContents()).toEqual([
    'Function',
    'Built-in',
    'Own',
    'Allowed',
    'Used',
  ]);
  expect(await functions.getByRole('rowheader').count()).toBe(report?.functions.length);
  expect(await dialog.getByRole('status').textContent()).toContain('Every function of the language keeps');
  await screenshot(page, 'accuracy');
  await page.keyboard.press('Escape');
  expect(await dialog.isVisible()).toBe(false);

  await page.reload();
  await page.waitForFunction(() => window.gradscape !== undefined);
  const kept = await page.evaluate(() => window.gradscape.accuracy());
  expect(kept?.measuredAt).toBe(report?.measuredAt);

  // As if the device had been found to fail at tanh in every form.
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith('gradscape.accuracy')) ?? '';
    const [head, date, text = ''] = (localStorage.getItem(key) ?? '').split('\n');
    const measurement: {
      functions: { name: string; own: { error: unknown }; native: { error: unknown } | null }[];
    } = JSON.parse(text);
    for (const { name, own, native } of measurement.functions) {
      if (name !== 'tanh') continue;
      own.error = 'Infinity';
      if (native) native.error = 'Infinity';
    }
    localStorage.setItem(key, [head, date, JSON.stringify(measurement)].join('\n'));
  });
  await page.goto(`${page.url().replace(/#.*/, '')}#v=1&engine=webgpu&f=tanh(x)*y`);
  await page.reload();
  await page.waitForFunction(() => window.gradscape !== undefined);
  await page.evaluate(() => window.gradscape.ready);
  expect(await page.evaluate(() => window.gradscape.engine().name)).toBe('cpu');
  expect(await page.getByRole('log').textContent()).toContain('not exact enough at tanh');
  await page.evaluate(() => window.gradscape.set({ expression: 'exp(x)*y' }));
  expect(await page.evaluate(() => window.gradscape.engine().name)).toBe('webgpu');
  expect(errors).toEqual([]);
  await close();
});

it('shows without a GPU how exact the CPU engine is', async () => {
  const { page, errors, close, dialog } = await openDialog('webgl2');
  expect(await dialog.getByRole('status').textContent()).toContain('There is no GPU to measure here');
  expect(await dialog.getByRole('table', { name: 'Functions of the CPU engine' }).isVisible()).toBe(true);
  expect(await dialog.getByRole('button').allTextContents()).toEqual(['']);
  expect(await page.evaluate(() => window.gradscape.accuracy())).toBeNull();
  expect(errors).toEqual([]);
  await close();
});
