// A scatter plot in the page, read as a person reads it: where marks are against the axes that its points tell of.

import type { Locator, Page } from 'playwright-core';

export interface ScatterPlot {
  readonly root: Locator;
  readonly points: Locator;
  /** Where the value (x, y) is on the page, in CSS pixels. */
  pixelOf(x: number, y: number): readonly [number, number];
  /** The values at pixel (x, y) of the plot itself, as its marks are placed. */
  valueAt(x: number, y: number): readonly [number, number];
}

/** x and y of each point, as it says them of itself. */
export async function pointValues(page: Page): Promise<readonly (readonly [number, number])[]> {
  const labels = await scatterOf(page)
    .locator('.scatter-point')
    .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('aria-label') ?? ''));
  return labels.map((label) => {
    const [x, y] = [...label.matchAll(/ (-?[\d.]+(?:e-?\d+)?)(?=,|$)/g)].map((found) => Number(found[1]));
    if (x === undefined || y === undefined) throw new Error(`a point says no place of itself: ${label}`);
    return [x, y];
  });
}

/** The plot of the data, with scales from two of its points, whose places are told and seen. */
export async function scatterPlot(page: Page): Promise<ScatterPlot> {
  const root = scatterOf(page);
  await root.scrollIntoViewIfNeeded();
  const points = root.locator('.scatter-point');
  const values = await pointValues(page);
  const places = await points.evaluateAll((marks) =>
    marks.map((mark) =>
      (mark.getAttribute('transform') ?? '')
        .replace(/[^\d. -]/g, '')
        .trim()
        .split(' ')
        .map(Number),
    ),
  );
  const scaleOf = (axis: 0 | 1) => {
    const all = values.map((value, index) => ({ value: value[axis], pixel: places[index]?.[axis] ?? 0 }));
    const low = all.reduce((least, one) => (one.value < least.value ? one : least));
    const high = all.reduce((most, one) => (one.value > most.value ? one : most));
    return { low, perPixel: (high.value - low.value) / (high.pixel - low.pixel) };
  };
  const [x, y] = [scaleOf(0), scaleOf(1)];
  const box = await root.boundingBox();
  if (box === null) throw new Error('the plot is not shown');
  return {
    root,
    points,
    pixelOf: (atX, atY) => [
      box.x + x.low.pixel + (atX - x.low.value) / x.perPixel,
      box.y + y.low.pixel + (atY - y.low.value) / y.perPixel,
    ],
    valueAt: (pixelX, pixelY) => [
      x.low.value + (pixelX - x.low.pixel) * x.perPixel,
      y.low.value + (pixelY - y.low.pixel) * y.perPixel,
    ],
  };
}

function scatterOf(page: Page): Locator {
  return page.locator('.bench-plot > .scatter:visible');
}

/** The corners of the lines that the curve `role` is drawn by, in values. */
export async function curveOf(
  plot: ScatterPlot,
  role: string,
): Promise<readonly (readonly [number, number])[]> {
  const path =
    (await plot.root.locator(`.scatter-curves > .scatter-${role}`).first().getAttribute('d')) ?? '';
  return [...path.matchAll(/[ML]\s*(-?[\d.]+)[ ,](-?[\d.]+)/g)].map((found) =>
    plot.valueAt(Number(found[1]), Number(found[2])),
  );
}
