import { describe, expect, it } from 'vitest';
import { interpolate, type LossGrid } from '../../src/fields/lossGrid';

function sampled(
  nx: number,
  ny: number,
  f: (x: number, y: number) => number,
  x: LossGrid['x'] = [-1, 2],
  y: LossGrid['y'] = [0, 4],
): LossGrid {
  const values = Float64Array.from({ length: nx * ny }, (_, index) => {
    const i = index % nx;
    const j = Math.floor(index / nx);
    return f(x[0] + (i * (x[1] - x[0])) / (nx - 1), y[0] + (j * (y[1] - y[0])) / (ny - 1));
  });
  return { nx, ny, x, y, values };
}

/** Some thousand roundings of numbers around 10. */
const ROUNDING = 1e-12;

describe('the interpolant of a loss grid', () => {
  it('reproduces a quadratic everywhere, edges included, with its gradient', () => {
    // Second-order differences are exact for quadratics, and so is the cubic through them.
    const f = (x: number, y: number) => 3 * x * x - 2 * x * y + y * y + x - 7;
    const { at } = interpolate(sampled(6, 9, f));
    for (const [x, y] of [
      [-1, 0],
      [2, 4],
      [-0.97, 3.99],
      [0.123, 1.717],
      [2, 0.3],
      [0.2, 0],
    ] as const) {
      const { value, dx, dy } = at(x, y);
      expect(Math.abs(value - f(x, y))).toBeLessThan(ROUNDING);
      expect(Math.abs(dx - (6 * x - 2 * y + 1))).toBeLessThan(ROUNDING);
      expect(Math.abs(dy - (2 * y - 2 * x))).toBeLessThan(ROUNDING);
    }
  });

  it('answers a sample with its value and the central differences there', () => {
    const grid: LossGrid = {
      nx: 3,
      ny: 3,
      x: [0, 2],
      y: [0, 1],
      values: Float64Array.of(1, 4, 2, 8, 5, 7, 3, 6, 9),
    };
    expect(interpolate(grid).at(1, 0.5)).toEqual({ value: 5, dx: (7 - 8) / 2, dy: (6 - 4) / 1 });
    // One-sided at the corner: (-3 f + 4 f1 - f2) / (2 h).
    expect(interpolate(grid).at(0, 0)).toEqual({ value: 1, dx: (-3 + 16 - 2) / 2, dy: (-3 + 32 - 3) / 1 });
  });

  it('has gradients that are its own slope, continuous from cell to cell', () => {
    const grid = sampled(12, 10, (x, y) => Math.sin(2 * x) * Math.cos(y) + Math.exp(x / 2));
    const { at } = interpolate(grid);
    const h = 1e-6;
    // Central differences of a cubic at this h: rounding 1e-16 / 1e-6, and truncation far below.
    const tolerance = 1e-8;
    for (const [x, y] of [
      [0.31, 1.2],
      [-0.8, 3.3],
      [1.7, 0.1],
    ] as const) {
      const { dx, dy } = at(x, y);
      expect(Math.abs(dx - (at(x + h, y).value - at(x - h, y).value) / (2 * h))).toBeLessThan(tolerance);
      expect(Math.abs(dy - (at(x, y + h).value - at(x, y - h).value) / (2 * h))).toBeLessThan(tolerance);
    }
    const border = -1 + (3 * 5) / 11;
    expect(Math.abs(at(border - 1e-9, 2.2).dx - at(border + 1e-9, 2.2).dx)).toBeLessThan(1e-7);
  });

  it('comes closer to a smooth function with the third power of the spacing and its gradient with the second', () => {
    const f = (x: number, y: number) => Math.sin(x) * Math.cos(y);
    const errors = [17, 33].map((n) => {
      const { at } = interpolate(sampled(n, n, f));
      let [value, slope] = [0, 0];
      for (let k = 0; k < 400; k++) {
        const x = -1 + 3 * ((k * 0.618) % 1);
        const y = 4 * ((k * 0.414) % 1);
        const found = at(x, y);
        value = Math.max(value, Math.abs(found.value - f(x, y)));
        slope = Math.max(slope, Math.abs(found.dx - Math.cos(x) * Math.cos(y)));
      }
      return { value, slope };
    });
    const [coarse = { value: 0, slope: 0 }, fine = { value: 1, slope: 1 }] = errors;
    // Orders 3 and 2 halve to factors of 8 and 4; a little less where the worst place moves.
    expect(coarse.value / fine.value).toBeGreaterThan(6);
    expect(coarse.slope / fine.slope).toBeGreaterThan(3.3);
  });

  it('is undefined outside, in cells with a hole at a corner, and nowhere else', () => {
    const grid = sampled(7, 7, (x, y) => x + y, [0, 6], [0, 6]);
    grid.values[3 * 7 + 3] = Number.POSITIVE_INFINITY;
    const { at } = interpolate(grid);
    expect(at(-0.01, 2).value).toBeNaN();
    expect(at(2, 6.01).value).toBeNaN();
    expect(at(3, 3).value).toBeNaN();
    expect(at(2.5, 3.5).value).toBeNaN();
    // Samples beside the hole keep their value, and a plane its slope by one-sided differences.
    expect(at(2, 3)).toEqual({ value: 5, dx: 1, dy: 1 });
    const { value, dx, dy } = at(1.5, 3.25);
    expect([value, dx, dy].map((number) => Math.round(number * 1e9) / 1e9)).toEqual([4.75, 1, 1]);
  });

  it('is bilinear where differences have no two neighbours', () => {
    const nan = Number.NaN;
    const values = Float64Array.of(0, 1, nan, 2, 4, nan, nan, nan, nan);
    const { at } = interpolate({ nx: 3, ny: 3, x: [0, 2], y: [0, 2], values });
    expect(at(0.5, 0.5)).toEqual({ value: 1.75, dx: 1.5, dy: 2.5 });
    expect(at(1, 1)).toEqual({ value: 4, dx: nan, dy: nan });
  });
});
