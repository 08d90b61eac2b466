import { describe, expect, it } from 'vitest';
import { Random } from '../../src/fields/random';

const DRAWS = 20_000;

describe('seeded random numbers', () => {
  it('are the same for the same seed and others for another', () => {
    const draws = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 5 }, () => random.bits());
    };
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it('are uniform and normal: their moments are within five standard errors', () => {
    const random = new Random(1);
    const uniforms = Array.from({ length: DRAWS }, () => random.uniform());
    const normals = Array.from({ length: DRAWS }, () => random.normal());
    const moment = (values: readonly number[], power: number): number =>
      values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    const within = (found: number, wanted: number, variance: number): void =>
      expect(Math.abs(found - wanted)).toBeLessThan(5 * Math.sqrt(variance / DRAWS));
    within(moment(uniforms, 1), 1 / 2, 1 / 12);
    within(moment(uniforms, 2), 1 / 3, 4 / 45);
    within(moment(normals, 1), 0, 1);
    within(moment(normals, 2), 1, 2);
    within(moment(normals, 4), 3, 96);
    expect(Math.min(...uniforms)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniforms)).toBeLessThan(1);
  });

  it('permute: every number once, not in order', () => {
    const order = new Random(3).permutation(100);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(order).not.toEqual([...order].sort((a, b) => a - b));
  });
});
