import { describe, expect, it } from 'vitest';
import {
  decadeRange,
  paddedRange,
  prefersLogAxis,
  tangentSamples,
  withGaps,
} from '../../src/charts/chartData';

describe('withGaps', () => {
  it('makes a gap of what is no finite number', () => {
    const values = Float64Array.of(1, Number.NaN, Number.POSITIVE_INFINITY, -2);
    expect(withGaps(values)).toEqual([1, null, null, -2]);
  });
});

describe('prefersLogAxis', () => {
  it('wants positive values over more than two decades', () => {
    expect(prefersLogAxis([100, 1, 0.5])).toBe(true);
    expect(prefersLogAxis([100, 50, 1])).toBe(false);
    expect(prefersLogAxis([100, 0, 1e-9])).toBe(false);
    expect(prefersLogAxis([100, -1, 1e-9])).toBe(false);
  });

  it('passes over what is undefined', () => {
    expect(prefersLogAxis([1000, Number.NaN, 1])).toBe(true);
    expect(prefersLogAxis([Number.NaN])).toBe(false);
    expect(prefersLogAxis([])).toBe(false);
  });
});

describe('ranges', () => {
  it('hold the values with a margin', () => {
    const [low, high] = paddedRange([0, Number.NaN, 100]);
    expect(low).toBeCloseTo(-8);
    expect(high).toBeCloseTo(108);
  });

  it('put a flat curve in the middle, and show something where nothing is defined', () => {
    expect(paddedRange([4, 4])).toEqual([2, 6]);
    expect(paddedRange([0])).toEqual([-0.5, 0.5]);
    expect(paddedRange([Number.NaN])).toEqual([0, 1]);
  });

  it('are whole decades on a logarithmic axis', () => {
    const [low, high] = decadeRange([0.02, 35]);
    expect(low).toBeCloseTo(0.01);
    expect(high).toBeCloseTo(100);
    expect(decadeRange([1])).toEqual([1, 10]);
  });
});

describe('tangentSamples', () => {
  it('follows the tangent of x² at 1 and ends at the edge of the picture', () => {
    expect(tangentSamples([-1, 0, 1, 2, 3], 1, 1, 2, [-1, 4])).toEqual([null, -1, 1, 3, null]);
  });
});
