import { describe, expect, it } from 'vitest';
import { SCHEMA } from '../../src/state/schema';
import { sliderScale } from '../../src/ui/sliderScale';

describe('a linear slider', () => {
  const scale = sliderScale({ min: -1, max: 1, step: 0.1, scale: 'linear' });

  it('has one position a step, both ends included', () => {
    expect(scale.count).toBe(20);
    expect([0, 1, 10, 13, 20].map((position) => scale.toValue(position))).toEqual([-1, -0.9, 0, 0.3, 1]);
  });

  it('ends at the end of a range that the step does not divide', () => {
    const uneven = sliderScale({ min: 0, max: 1, step: 0.3, scale: 'linear' });
    expect(uneven.toValue(uneven.count)).toBe(1);
  });

  it('puts values beyond the range at its ends', () => {
    expect(scale.toPosition(-9)).toBe(0);
    expect(scale.toPosition(9)).toBe(scale.count);
  });
});

describe('a logarithmic slider', () => {
  const scale = sliderScale({ min: 1e-12, max: 1, scale: 'log' });

  it('reaches every power of ten and both ends', () => {
    for (let exponent = -12; exponent <= 0; exponent++) {
      const value = Number(`1e${exponent}`);
      expect(scale.toValue(scale.toPosition(value))).toBe(value);
    }
  });

  it('never leaves its range', () => {
    const odd = sliderScale({ min: 1e-5, max: 2, scale: 'log' });
    for (let position = 0; position <= odd.count; position++) {
      const value = odd.toValue(position);
      expect(value).toBeGreaterThanOrEqual(1e-5);
      expect(value).toBeLessThanOrEqual(2);
    }
    expect(odd.toValue(odd.count)).toBe(2);
  });

  it('gives whole numbers where only those are permitted', () => {
    const { min = 0, max = 0 } = SCHEMA.resolution.range ?? {};
    const whole = sliderScale({ min, max, scale: 'log', whole: true });
    for (let position = 0; position <= whole.count; position++) {
      expect(Number.isInteger(whole.toValue(position))).toBe(true);
    }
  });
});
