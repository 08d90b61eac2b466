import { describe, expect, it } from 'vitest';
import { gridStep, type Interval, sampleCoordinate, sampleCoordinates } from '../../src/fields/grid';

describe('the samples over an interval', () => {
  it('are evenly spaced', () => {
    expect([...sampleCoordinates([-1, 3], 5)]).toEqual([-1, 0, 1, 2, 3]);
    const grid = { nx: 5, ny: 3, x: [-1, 3], y: [0, 1] } as const;
    expect(gridStep(grid)).toEqual({ dx: 1, dy: 0.5 });
  });

  it('begin and end at its very ends, where rounding alone would miss them', () => {
    const interval: Interval = [-0.3, 0.1];
    const [low, high] = interval;
    expect(low + (high - low)).not.toBe(high);
    const samples = sampleCoordinates(interval, 33);
    expect([samples.at(0), samples.at(-1)]).toEqual([low, high]);
    expect(samples.every((at, index) => at === sampleCoordinate(interval, index, 33))).toBe(true);
  });
});
