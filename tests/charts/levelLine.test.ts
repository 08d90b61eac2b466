import { describe, expect, it } from 'vitest';
import { levelLine } from '../../src/charts/scatter/levelLine';

const UNIT = [0, 1] as const;

/** The segments of a path, each as its four numbers. */
function segments(path: readonly number[]): number[][] {
  return Array.from({ length: path.length / 6 }, (_, index) => path.slice(6 * index, 6 * index + 4));
}

describe('a level line', () => {
  it('of a plane is straight and lies where the plane has the level', () => {
    const values = [0, 1, 2, 0, 1, 2, 0, 1, 2];
    const found = segments(levelLine({ nx: 3, ny: 3, values }, UNIT, UNIT, 0.5));
    expect(found).toHaveLength(2);
    for (const [x0, , x1] of found) {
      expect(x0).toBeCloseTo(0.25, 12);
      expect(x1).toBeCloseTo(0.25, 12);
    }
  });

  it('round one corner cuts the two edges next to it', () => {
    const [segment] = segments(levelLine({ nx: 2, ny: 2, values: [1, 0, 0, 0] }, [0, 2], [0, 4], 0.5));
    expect(segment).toEqual([1, 0, 0, 2]);
  });

  it('parts a saddle so that its middle is on the side of its mean', () => {
    const high = segments(levelLine({ nx: 2, ny: 2, values: [1, 0, 0, 1] }, UNIT, UNIT, 0.4));
    const low = segments(levelLine({ nx: 2, ny: 2, values: [1, 0, 0, 1] }, UNIT, UNIT, 0.6));
    expect(high).toHaveLength(2);
    expect(low).toHaveLength(2);
    // Where the middle is above the level, the line goes round the two low corners.
    const middles = (found: number[][]) =>
      found.map(([x0 = 0, y0 = 0, x1 = 0, y1 = 0]) => [(x0 + x1) / 2, (y0 + y1) / 2]);
    for (const [x = 0, y = 0] of middles(high)) expect(Math.sign(x - 0.5)).toBe(-Math.sign(y - 0.5));
    for (const [x = 0, y = 0] of middles(low)) expect(Math.sign(x - 0.5)).toBe(Math.sign(y - 0.5));
  });

  it('leaves out cells with an undefined corner', () => {
    expect(levelLine({ nx: 2, ny: 2, values: [1, 0, 0, Number.NaN] }, UNIT, UNIT, 0.5)).toEqual([]);
  });
});
