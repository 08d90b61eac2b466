// Where a curve has no slope although it goes on, and where its derivative is not to be drawn through a jump.

import { describe, expect, it } from 'vitest';
import { cornerOf, cutAtCorners } from '../../../src/app/point/corner';
import { sliceCoordinates } from '../../../src/app/point/pointPicture';
import { compileFunction } from '../../../src/app/subject/functionModel';
import { finished, inOneStep } from '../../../src/fields/steps';

const slopeOf = (text: string) => {
  const model = compileFunction(text);
  return inOneStep((at: number): number => model.at(at, 0).gradient[0]);
};

describe('the corner of a curve', () => {
  it.each([
    ['abs(x)', 0, -1, 1],
    ['max(x, 1 - x)', 0.5, -1, 1],
    ['2*abs(x - 1) + x^2', 1, 0, 4],
    ['abs(x)', 1e-12, -1, 1],
  ])('of %s at %d has slopes %d and %d', (text, at, left, right) => {
    const corner = finished(cornerOf(slopeOf(text), at, [-2, 2]));
    expect(corner?.left).toBeCloseTo(left, 5);
    expect(corner?.right).toBeCloseTo(right, 5);
  });

  it.each([
    ['x^2', 0],
    ['x^2', 1],
    ['x^3 - 3x', 1],
    ['sin(50 x)', 0.3],
    ['abs(x)', 0.01],
    ['7', 0],
    ['1e6 x^2', 0],
    ['x*abs(x)', 0],
    ['1/x', 0],
  ])('is not there on %s at %d', (text, at) => {
    expect(finished(cornerOf(slopeOf(text), at, [-2, 2]))).toBeNull();
  });
});

describe('the derivative as drawn', () => {
  const gaps = (text: string, domain: readonly [number, number]): number => {
    const slope = slopeOf(text);
    const coordinates = sliceCoordinates(domain);
    const slopes = coordinates.map((at) => finished(slope(at)));
    return finished(cutAtCorners(coordinates, slopes, slope)).filter(Number.isNaN).length;
  };

  it('has a gap where it jumps, whether a sample hits the corner or not', () => {
    expect(gaps('abs(x)', [-2, 2])).toBeGreaterThan(0);
    expect(gaps('abs(x - 0.0123)', [-2, 2])).toBe(1);
    expect(gaps('abs(x) + abs(x - 1.111)', [-2, 2])).toBeGreaterThan(1);
  });

  it('has none where it is only steep', () => {
    for (const text of ['x^2', 'sin(40 x)', 'tanh(50 x)', 'exp(3x)', 'x^3 - 3x', '5'])
      expect(gaps(text, [-2, 2]), text).toBe(0);
  });
});
