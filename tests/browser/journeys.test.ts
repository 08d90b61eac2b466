// What a person does with the page, in a real browser, on WebGPU and again on WebGL2 with the CPU engine.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GRAPHICS_MODES, launch, openPage, PHONE, screenshot } from '../support/browser';
import {
  drag,
  ENGINE,
  markerOf,
  middleOf,
  ready,
  sceneOf,
  set,
  settled,
  stateOf,
} from '../support/pageDriver';
import { colorAt, colorDistance, pixelsOf, shareChanged, shareColored } from '../support/pixels';

/** Small and, but for what is seen first, coarse, because software draws every pixel and every triangle. */
const VIEWPORT = { width: 1000, height: 640 };
const COARSE = '&n=65';

const EXPECTED_ENGINE = {
  webgpu: { name: 'webgpu', backend: 'webgpu' },
  webgl2: { name: 'cpu', backend: 'webgl2' },
} as const;

describe.each(GRAPHICS_MODES)('with %s', (mode) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(mode);
  });
  afterAll(async () => {
    await browser.close();
  });

  async function open(fragment = '', sharpness = COARSE) {
    const opened = await openPage(browser, `#v=1&${ENGINE[mode]}${fragment}${sharpness}`, VIEWPORT);
    await ready(opened.page);
    return opened;
  }

  it('shows a coloured surface, axes with ticks and a colour bar, then draws no more frames', async () => {
    const { page, errors, close } = await open('', '');
    expect(await page.evaluate(() => window.gradscape.engine())).toMatchObject(EXPECTED_ENGINE[mode]);
    expect(shareColored(await pixelsOf(page, await middleOf(page)))).toBeGreaterThan(0.3);
    expect(await page.locator('#scene .axis-number').count()).toBeGreaterThan(8);
    expect(await page.locator('#scene canvas').count()).toBeGreaterThan(1);
    await screenshot(page, `${mode}-first`);
    await settled(page);
    const before = await page.evaluate(() => window.gradscape.frames());
    expect(before).toBeGreaterThan(0);
    // The library's own loop must be parked too: an idle page asks for no animation frame at all.
    const asked = await page.evaluate(async () => {
      const original = window.requestAnimationFrame;
      let calls = 0;
      window.requestAnimationFrame = (callback) => {
        calls++;
        return original(callback);
      };
      await new Promise((resolve) => setTimeout(resolve, 1000));
      window.requestAnimationFrame = original;
      return calls;
    });
    expect(asked).toBe(0);
    expect(await page.evaluate(() => window.gradscape.frames())).toBe(before);
    expect(errors).toEqual([]);
    await close();
  });

  it('takes a typed function with sliders, marks a mistake at its place and keeps the last good picture', async () => {
    const { page, errors, close } = await open();
    const box = page.locator('#expression .expression-input');
    await box.fill('b*x^2 + y^2');
    await settled(page);
    expect(await stateOf(page)).toMatchObject({ expression: 'b*x^2 + y^2', parameters: { b: { value: 1 } } });
    expect(await page.getByRole('slider', { name: 'b', exact: true }).count()).toBe(1);
    await expect.poll(() => page.locator('.katex').count()).toBeGreaterThan(0);

    const good = await pixelsOf(page, await middleOf(page));
    await box.fill('sin x + y^2');
    await page.waitForTimeout(200);
    expect(await box.getAttribute('aria-invalid')).toBe('true');
    expect((await stateOf(page)).expression).toBe('b*x^2 + y^2');
    const middle = await middleOf(page);
    const lower = { ...middle, y: middle.y + middle.height / 2, height: middle.height / 2 };
    await screenshot(page, `${mode}-mistake`);
    expect(shareColored(await pixelsOf(page, lower))).toBeGreaterThan(0.1);
    expect(good.data.length).toBeGreaterThan(0);
    await page.getByRole('button', { name: /did you mean/i }).click();
    await settled(page);
    expect(await stateOf(page)).toMatchObject({ expression: 'sin(x) + y^2', parameters: {} });
    expect(await box.getAttribute('aria-invalid')).not.toBe('true');
    expect(errors).toEqual([]);
    await close();
  });

  it('shows a landscape from the list over its own domain', async () => {
    const { page, errors, close } = await open();
    await page.locator('#landscape select').selectOption({ label: 'Himmelblau' });
    await settled(page);
    expect(await stateOf(page)).toMatchObject({
      expression: '(x^2+y-11)^2+(x+y^2-7)^2',
      domainX: [-5, 5],
      domainY: [-5, 5],
    });
    await screenshot(page, `${mode}-himmelblau`);
    const marked = await pixelsOf(page, await middleOf(page));
    await set(page, { minimaVisible: false });
    expect(shareChanged(marked, await pixelsOf(page, await middleOf(page)))).toBeGreaterThan(0.0005);
    expect(errors).toEqual([]);
    await close();
  });

  it('turns, zooms and pans without moving the point, and comes home', async () => {
    const { page, errors, close } = await open();
    const start = await stateOf(page);
    const { x, y, width, height } = await sceneOf(page);
    const [cx, cy] = [x + width * 0.35, y + height * 0.3];
    const dragBy = async (button: 'left' | 'right') => {
      await page.mouse.move(cx, cy);
      await page.mouse.down({ button });
      await page.mouse.move(cx + 90, cy + 20, { steps: 4 });
      await page.mouse.up({ button });
      await settled(page);
    };
    await dragBy('left');
    const turned = await stateOf(page);
    expect(turned.cameraAzimuth).not.toBeCloseTo(start.cameraAzimuth, 0);
    await page.mouse.wheel(0, -400);
    await settled(page);
    expect((await stateOf(page)).cameraDistance).toBeLessThan(turned.cameraDistance);
    await dragBy('right');
    const panned = await stateOf(page);
    expect(panned.cameraTarget).not.toEqual(turned.cameraTarget);
    expect(panned.point).toEqual(start.point);
    await page.keyboard.press('t');
    await settled(page);
    expect((await stateOf(page)).cameraElevation).toBeGreaterThan(85);
    await page.keyboard.press('Home');
    await settled(page);
    const home = await stateOf(page);
    expect(home.cameraAzimuth).toBeCloseTo(start.cameraAzimuth, 6);
    expect(home.cameraDistance).toBeCloseTo(1, 6);
    expect(home.cameraTarget).toEqual([0, 0, 0]);
    expect(errors).toEqual([]);
    await close();
  });

  it('draws contours that move with their number, arrows that can be hidden, and the partials side by side', async () => {
    const { page, errors, close } = await open('&f=x^2+x*y+y^2&descent=0');
    const middle = await middleOf(page);
    const few = await pixelsOf(page, middle);
    await set(page, { contourCount: 30 });
    const many = await pixelsOf(page, middle);
    expect(shareChanged(few, many)).toBeGreaterThan(0.02);
    await set(page, { contoursOnSurface: false, contoursOnFloor: false });
    expect(shareChanged(many, await pixelsOf(page, middle))).toBeGreaterThan(0.02);
    const plain = await pixelsOf(page, middle);
    await set(page, { quiverOnSurface: true });
    expect(shareChanged(plain, await pixelsOf(page, middle))).toBeGreaterThan(0.005);
    const oneBar = await page.locator('#scene canvas').count();
    await page
      .getByRole('button', { name: /partial/i })
      .first()
      .click();
    await settled(page);
    expect((await stateOf(page)).layout).toBe('partials');
    // One canvas for the pictures and one for each colour bar.
    expect(await page.locator('#scene canvas').count()).toBe(oneBar + 2);
    await screenshot(page, `${mode}-partials`);
    expect(errors).toEqual([]);
    await close();
  });

  it('lets the point be dragged and reads out values that are exact', async () => {
    const { page, errors, close } = await open('&f=x^2*y+y^3&x=-4..4&y=-4..4&p=0,0&descent=0&grad=0');
    await page.keyboard.press('t');
    await settled(page);
    const before = await stateOf(page);
    await drag(page, await markerOf(page), [60, -40]);
    await settled(page);
    const moved = await stateOf(page);
    expect(moved.point[0]).toBeGreaterThan(0.3);
    expect(moved.point[1]).toBeGreaterThan(0.2);
    expect(moved.cameraAzimuth).toBe(before.cameraAzimuth);
    await set(page, { point: [2, 3], slicesVisible: true });
    // So small a window begins with a line of them.
    await page.getByRole('button', { name: 'Fold the values' }).click();
    const readout = await page.locator('#readout').innerText();
    for (const value of ['39', '12', '31']) expect(readout.split(/\s+/)).toContain(value);
    await page.keyboard.press('h');
    await settled(page);
    await screenshot(page, `${mode}-point`);
    expect(errors).toEqual([]);
    await close();
  });

  it('plays a descent to its end, steps and resets it, and says that it diverges', async () => {
    const { page, errors, close } = await open('&f=x^2+y^2&p=2,1&hyp=eta:0.1&steps=20&speed=60');
    const playback = page.locator('#playback');
    await playback.getByRole('button', { name: /one step on/i }).click();
    expect((await stateOf(page)).descentPosition).toBe(1);
    await playback.getByRole('button', { name: /^play/i }).click();
    await expect.poll(async () => (await stateOf(page)).descentPosition, { timeout: 60_000 }).toBe(20);
    await settled(page);
    await screenshot(page, `${mode}-descent`);
    const { path, values } = await page.evaluate(async () => {
      const descent = await window.gradscape.descend({ hyperparameters: { eta: 0.1 }, steps: 20 });
      return { path: [...descent.path], values: [...descent.values] };
    });
    // x shrinks by 1 − 2η a step.
    expect(path.at(-2)).toBeCloseTo(2 * 0.8 ** 20, 12);
    expect(values.at(-1)).toBeCloseTo(5 * 0.8 ** 40, 12);
    await playback.getByRole('button', { name: /start/i }).click();
    expect((await stateOf(page)).descentPosition).toBe(0);
    await set(page, { hyperparameters: { eta: 1.5 }, descentSteps: 50 });
    expect(await playback.innerText()).toMatch(/diverged at step \d+/i);
    expect(errors).toEqual([]);
    await close();
  });

  it('measures finite differences against the exact derivative and paints the difference', async () => {
    const { page, errors, close } = await open('&f=sin(x)*cos(y)');
    const exact = await pixelsOf(page, await middleOf(page));
    await set(page, { derivativeMethod: 'central', derivativeStep: 0.1, surfaceColor: 'difference' });
    expect(shareChanged(exact, await pixelsOf(page, await middleOf(page)))).toBeGreaterThan(0.1);
    await screenshot(page, `${mode}-difference`);
    const grid = await page.evaluate(async () => {
      const { differenceSummary } = await window.gradscape.grid({
        nx: 65,
        ny: 65,
        method: 'central',
        step: 0.1,
      });
      return differenceSummary;
    });
    // |sin(h)/h − 1| ≈ h²/6, times a gradient of length at most 1.
    expect(grid?.largest).toBeGreaterThan(0.0015);
    expect(grid?.largest).toBeLessThan(0.0018);
    await page.locator('#panel').getByRole('button', { name: 'Derivative' }).click();
    await expect.poll(() => page.locator('#panel').innerText()).toMatch(/largest/i);
    await set(page, { derivativeMethod: 'exact', surfaceColor: 'value' });
    expect(shareChanged(exact, await pixelsOf(page, await middleOf(page)))).toBeLessThan(0.01);
    expect(errors).toEqual([]);
    await close();
  });

  it('paints bowls, saddles and domes by the second derivatives, with a legend in words', async () => {
    const { page, errors, close } = await open('&f=x^2+y^2&color=curvature');
    /** How much more red than blue the middle has, of what has either. */
    const warmth = async (expression: string): Promise<number> => {
      await set(page, { expression });
      const { data } = await pixelsOf(page, await middleOf(page));
      let [sum, count] = [0, 0];
      for (let pixel = 0; pixel < data.length; pixel += 4) {
        const warmer = (data[pixel] ?? 0) - (data[pixel + 2] ?? 0);
        if (Math.abs(warmer) < 30) continue;
        sum += Math.sign(warmer);
        count++;
      }
      return sum / Math.max(1, count);
    };
    expect(await warmth('-x^2-y^2')).toBeLessThan(-0.7);
    expect(await warmth('x^2+y^2')).toBeGreaterThan(0.7);
    await screenshot(page, `${mode}-curvature`);
    for (const word of ['dome', 'saddle', 'bowl'])
      expect(await page.locator('.color-bar').first().innerText()).toContain(word);
    expect(errors).toEqual([]);
    await close();
  });

  it('keeps its state in the address over a reload and on going back', async () => {
    const { page, errors, close } = await open();
    await set(page, { expression: 'a*x^2 - y^2', point: [0.5, -0.25], colorMap: 'magma' });
    await expect.poll(() => page.evaluate(() => location.hash)).toContain('f=a*x^2%20-%20y^2');
    await page.reload();
    await ready(page);
    expect(await stateOf(page)).toMatchObject({
      expression: 'a*x^2 - y^2',
      point: [0.5, -0.25],
      colorMap: 'magma',
    });
    await set(page, { expression: 'x*y' });
    await expect.poll(() => page.evaluate(() => location.hash)).toContain('f=x*y');
    await page.goBack();
    await expect.poll(async () => (await stateOf(page)).expression).toBe('a*x^2 - y^2');
    expect(errors).toEqual([]);
    await close();
  });

  it('opens the default with a notice that names the field, whatever stands in the address', async () => {
    const { page, errors, close } = await open('&f=sin(&x=5..1&n=1e9&zz=%3Cscript%3E&p=1,2', '');
    const { expression, domainX, resolution, point } = await stateOf(page);
    expect({ domainX, resolution, point }).toEqual({ domainX: [-3, 3], resolution: 257, point: [1, 2] });
    expect(expression).toContain('sin(a*x)');
    const notice = await page.locator('#notices').innerText();
    for (const field of ['f:', 'x:', 'n:', 'zz:']) expect(notice).toContain(field);
    expect(errors).toEqual([]);
    await close();
  });

  it('leaves holes where the function is undefined and says why', async () => {
    const { page, errors, close } = await open('&f=sqrt(4-x^2-y^2)&p=2.5,2.5&descent=0&qf=0&cf=0&tan=0');
    await page.keyboard.press('t');
    await settled(page);
    const scene = await sceneOf(page);
    const pixels = await pixelsOf(page, scene);
    const background = colorAt(pixels, scene.width / 2, 60);
    const inside = colorAt(pixels, scene.width / 2 + 9, scene.height / 2 + 9);
    expect(colorDistance(inside, background)).toBeGreaterThan(60);
    await screenshot(page, `${mode}-hole`);
    await page.getByRole('button', { name: 'Fold the values' }).click();
    expect(await page.locator('#readout').innerText()).toMatch(/square root of a negative/i);
    await set(page, { expression: '1/x', contoursOnSurface: false });
    const [answer] = await page.evaluate(() => window.gradscape.evaluate({ points: [[0, 1]] }));
    expect(answer?.fault).toBe('division by zero');
    await page.keyboard.press('h');
    await settled(page);
    await screenshot(page, `${mode}-pole`);
    expect(errors).toEqual([]);
    await close();
  });

  it('fits a phone without scrolling sideways', async () => {
    const { page, errors, close } = await openPage(browser, `#v=1&${ENGINE[mode]}`, PHONE);
    await ready(page);
    await screenshot(page, `${mode}-phone`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const scene = await sceneOf(page);
    expect(scene.height).toBeGreaterThanOrEqual(PHONE.height / 2 - 1);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('when the graphics device is lost', () => {
  it('shows the same picture again', async () => {
    const browser = await launch('webgpu');
    const { page, errors, close } = await openPage(
      browser,
      `#v=1&${ENGINE.webgpu}&f=x^2-y^2&p=1,1${COARSE}`,
      VIEWPORT,
    );
    await ready(page);
    const before = await pixelsOf(page, await middleOf(page));
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess').catch(() => undefined);
    await expect
      .poll(() => page.locator('#notices').innerText(), { timeout: 60_000 })
      .toMatch(/device was lost/i);
    await settled(page);
    // The notice lies over the picture.
    for (const button of await page.locator('#notices button').all()) await button.click();
    const after = await pixelsOf(page, await middleOf(page));
    expect(shareChanged(before, after)).toBeLessThan(0.02);
    // The browser itself reports the crash it was asked for.
    expect(errors.filter((error) => error.startsWith('uncaught'))).toEqual([]);
    await close();
    await browser.close();
  });
});
