import { describe, expect, it } from 'vitest';
import {
  formatPower,
  formatTick,
  linearTicks,
  logTicks,
  nearestNiceStep,
  niceStep,
} from '../../src/fields/ticks';

const labels = (ticks: readonly { readonly label: string }[]): string[] => ticks.map(({ label }) => label);

describe('a nice step', () => {
  it.each([
    [6, 6, 1],
    [6, 5, 2],
    [1, 5, 0.2],
    [0.7, 5, 0.2],
    [3e6, 10, 5e5],
  ])('of a span of %f in about %i parts is %f', (span, count, step) => {
    expect(niceStep(span, count)).toBeCloseTo(step, 12);
  });

  it('is 1 where there is no span', () => {
    expect(niceStep(0, 5)).toBe(1);
    expect(niceStep(Number.NaN, 5)).toBe(1);
  });

  it('may lie below the exact part where that is nearer', () => {
    expect(nearestNiceStep(3.5, 12)).toBeCloseTo(0.2, 12);
    expect(nearestNiceStep(5.4, 12)).toBeCloseTo(0.5, 12);
    expect(nearestNiceStep(12, 12)).toBeCloseTo(1, 12);
  });
});

describe('ticks of a linear axis', () => {
  it('are multiples of the step and include both ends where these are multiples', () => {
    expect(labels(linearTicks(-3, 3, 6))).toEqual(['−3', '−2', '−1', '0', '1', '2', '3']);
  });

  it('show as many decimals as tell neighbours apart', () => {
    expect(labels(linearTicks(0, 0.25, 5))).toEqual(['0', '0.05', '0.10', '0.15', '0.20', '0.25']);
  });

  it('write large and small numbers with powers of ten', () => {
    expect(formatTick(2e6, 5e5)).toBe('2.0·10⁶');
    expect(formatTick(-3e-6, 1e-6)).toBe('−3·10⁻⁶');
  });
});

describe('ticks of a logarithmic axis', () => {
  it('are powers of ten over many decades', () => {
    expect(labels(logTicks(1e-2, 1e3, 6))).toEqual(['0.01', '0.1', '1', '10', '100', '1000']);
  });

  it('are joined by 2 and 5 over few', () => {
    expect(logTicks(1, 10, 5).map(({ value }) => value)).toEqual([1, 2, 5, 10]);
  });

  it('skip decades where these are too many', () => {
    expect(logTicks(1e-12, 1e3, 5).length).toBeLessThanOrEqual(7);
  });

  it('write a power with its mantissa', () => {
    expect(formatPower(1e-7)).toBe('10⁻⁷');
    expect(formatPower(5e8)).toBe('5·10⁸');
  });
});
