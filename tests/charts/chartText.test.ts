import { describe, expect, it } from 'vitest';
import { captionText, decadeTicks, logTickText, tickText } from '../../src/charts/chartText';

describe('tickText', () => {
  it.each([
    [0.5, 0.5, '0.5'],
    [1, 0.5, '1.0'],
    [-2, 1, '−2'],
    [2.5, 2.5, '2.5'],
    [0.75, 0.25, '0.75'],
    [1e-17, 0.5, '0'],
    [20000, 5000, '20000'],
    [1500000, 500000, '1.5×10⁶'],
    [0.000002, 0.000001, '2×10⁻⁶'],
  ])('writes %d among ticks %d apart as %s', (value, step, text) => {
    expect(tickText(value, step)).toBe(text);
  });

  it('tells neighbours apart', () => {
    for (const [from, step] of [
      [100000, 1],
      [1234560, 20],
      [0.00001, 0.000002],
    ] as const) {
      const texts = [0, 1, 2, 3].map((index) => tickText(from + index * step, step));
      expect(new Set(texts).size).toBe(4);
    }
  });
});

describe('a logarithmic axis', () => {
  it('writes short powers of ten in full', () => {
    expect([1e-5, 0.01, 0.1, 1, 1000, 1e4].map(logTickText)).toEqual([
      '10⁻⁵',
      '0.01',
      '0.1',
      '1',
      '1000',
      '10⁴',
    ]);
  });

  it('has no more ticks than there is room for', () => {
    expect(decadeTicks(0.01, 100, 10).map(logTickText)).toEqual(['0.01', '0.1', '1', '10', '100']);
    expect(decadeTicks(1e-300, 1, 6).length).toBeLessThanOrEqual(6);
  });
});

describe('captionText', () => {
  it.each([
    [-0.839340859, '−0.8393'],
    [0, '0'],
    [1.5e-9, '1.5×10⁻⁹'],
    [1e-8, '10⁻⁸'],
    [-1e-8, '−10⁻⁸'],
    [Number.NaN, 'undefined'],
  ])('writes %d as %s', (value, text) => {
    expect(captionText(value)).toBe(text);
  });
});
