// The page in hand: waits for it, reads and sets its state, finds what is seen in the scene.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { AppState, StatePatch } from '../../src/state/appState';
import type { GraphicsMode } from './browser';
import { pixelsOf, type Rectangle } from './pixels';

/** The address that asks for the engine under test: left to itself the page avoids GPUs imitated in software. */
export const ENGINE: Readonly<Record<GraphicsMode, string>> = {
  webgpu: 'engine=webgpu',
  webgl2: 'engine=auto',
};

export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => window.gradscape !== undefined);
  await page.evaluate(() => window.gradscape.ready);
}

/** Waits until the picture shows `patch` as sharp as it gets. */
export function set(page: Page, patch: StatePatch): Promise<void> {
  return page.evaluate(async (wanted) => {
    await window.gradscape.set(wanted);
    await window.gradscape.settled();
  }, patch);
}

export function stateOf(page: Page): Promise<AppState> {
  return page.evaluate(() => window.gradscape.state());
}

export async function settled(page: Page): Promise<void> {
  await set(page, {});
  // Frames may follow the last change of the state by one.
  await page.waitForTimeout(150);
}

export async function sceneOf(page: Page): Promise<Rectangle> {
  const box = await page.locator('#scene canvas').first().boundingBox();
  if (box === null) throw new Error('the scene is not shown');
  return box;
}

/** The middle of the scene, clear of cards and buttons. */
export async function middleOf(page: Page): Promise<Rectangle> {
  const scene = await sceneOf(page);
  const [width, height] = [scene.width * 0.5, scene.height * 0.45];
  return { x: scene.x + scene.width * 0.25, y: scene.y + scene.height * 0.25, width, height };
}

/** Where the point's marker, the only thing of its colour, is seen. */
export async function markerOf(page: Page): Promise<readonly [number, number]> {
  const scene = await sceneOf(page);
  const { width, data } = await pixelsOf(page, scene);
  let [sumX, sumY, count] = [0, 0, 0];
  for (let pixel = 0; pixel < data.length / 4; pixel++) {
    const [r = 0, g = 0, b = 0] = data.subarray(4 * pixel, 4 * pixel + 3);
    if (r < 200 || g > 90 || b < 60 || b > 180) continue;
    sumX += pixel % width;
    sumY += Math.floor(pixel / width);
    count++;
  }
  expect(count).toBeGreaterThan(20);
  return [scene.x + sumX / count, scene.y + sumY / count];
}

/** Presses at one place and lets go at another. */
export async function drag(
  page: Page,
  [x, y]: readonly [number, number],
  [dx, dy]: readonly [number, number],
): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx, y + dy, { steps: 5 });
  await page.mouse.up();
}
