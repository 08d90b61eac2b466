import { describe, expect, it } from 'vitest';
import { eigenOf, isStationary, type SecondPartials, shapeOf } from '../../src/fields/curvature';

const EXACT: SecondPartials = { xx: 0, xy: 0, yy: 0 };
const of = (xx: number, xy: number, yy: number): SecondPartials => ({ xx, xy, yy });

describe('eigenOf', () => {
  it('finds the eigenvalues, and the direction of the larger one', () => {
    const { values, direction } = eigenOf(of(2, 1, 2));
    expect(values[0]).toBeCloseTo(1, 14);
    expect(values[1]).toBeCloseTo(3, 14);
    expect(direction[0]).toBeCloseTo(Math.SQRT1_2, 14);
    expect(direction[1]).toBeCloseTo(Math.SQRT1_2, 14);
  });

  it('finds the axes of a diagonal', () => {
    expect(eigenOf(of(1, 0, 5)).direction[1]).toBeCloseTo(1, 14);
    expect(eigenOf(of(5, 0, 1)).direction[0]).toBeCloseTo(1, 14);
  });
});

describe('shapeOf', () => {
  it.each([
    ['bowl', of(2, 0, 3)],
    ['dome', of(-2, 1, -3)],
    ['saddle', of(0, 1, 0)],
    ['trough', of(2, 2, 2)],
    ['ridge', of(-0.18, -0.42, -0.98)],
    ['plane', of(0, 0, 0)],
  ] as const)('tells a %s', (shape, partials) => {
    expect(shapeOf(partials, EXACT)).toBe(shape);
  });

  it('tells no sign that rounding may have made', () => {
    expect(shapeOf(of(2, 0, 1e-3), of(0, 0, 1e-2))).toBeNull();
    expect(shapeOf(of(2, 0, 1e-3), of(0, 0, 1e-4))).toBe('bowl');
  });

  it('tells nothing of what is undefined or has no bound', () => {
    expect(shapeOf(of(2, Number.NaN, 1), EXACT)).toBeNull();
    expect(shapeOf(of(2, 0, 1), of(Infinity, 0, 0))).toBeNull();
  });
});

describe('isStationary', () => {
  // f = x² + 1000 y² at distances from its minimum.
  const valley = of(2, 0, 2000);

  it('is so within the distance along each eigenvector, however steep', () => {
    expect(isStationary(valley, [2 * 0.9e-5, 2000 * 0.9e-5], 1e-5)).toBe(true);
    expect(isStationary(valley, [2 * 1.1e-5, 0], 1e-5)).toBe(false);
    expect(isStationary(valley, [0, 2000 * 1.1e-5], 1e-5)).toBe(false);
  });

  it('is not so where a flat direction has a slope', () => {
    expect(isStationary(of(2, 0, 0), [0, 1e-3], 1e-5)).toBe(false);
    expect(isStationary(of(2, 0, 0), [0, 0], 1e-5)).toBe(true);
    expect(isStationary(of(0, 0, 0), [0, 1e-9], 1e-5)).toBe(false);
  });
});
