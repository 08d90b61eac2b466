/** Closed interval [low, high], low < high, both finite. */
export type Interval = readonly [low: number, high: number];

/**
 * A rectangular grid of nx × ny samples, both ends of both intervals included.
 * Sample (i, j) lies at x = x0 + i·(x1 - x0)/(nx - 1), y likewise (`sampleCoordinate`); flat index j·nx + i (row-major, x fastest).
 */
export interface Grid {
  readonly nx: number;
  readonly ny: number;
  readonly x: Interval;
  readonly y: Interval;
}

export function gridStep(grid: Grid): { readonly dx: number; readonly dy: number } {
  return {
    dx: (grid.x[1] - grid.x[0]) / (grid.nx - 1),
    dy: (grid.y[1] - grid.y[0]) / (grid.ny - 1),
  };
}

/** Where sample `index` of `count` over an interval lies; the last at the very end, whatever rounding makes of the others. */
export function sampleCoordinate([low, high]: Interval, index: number, count: number): number {
  return index === count - 1 ? high : low + (index * (high - low)) / (count - 1);
}

/** Where all `count` samples lie, rising. */
export function sampleCoordinates(interval: Interval, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => sampleCoordinate(interval, index, count));
}

/** Throws RangeError where `grid` is not a grid of at least 2 × 2 samples over finite, non-empty intervals. */
export function checkGrid(grid: Grid): void {
  for (const [name, count] of [
    ['nx', grid.nx],
    ['ny', grid.ny],
  ] as const) {
    if (!Number.isInteger(count) || count < 2)
      throw new RangeError(`${name} = ${count}, expected a whole number >= 2`);
  }
  for (const [name, [low, high]] of [
    ['x', grid.x],
    ['y', grid.y],
  ] as const) {
    if (!Number.isFinite(high - low) || low >= high) {
      throw new RangeError(`${name} = [${low}, ${high}], expected two finite numbers in rising order`);
    }
  }
}
