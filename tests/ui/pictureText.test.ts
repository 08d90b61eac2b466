import { describe, expect, it } from 'vitest';
import { pictureText } from '../../src/ui/pictureText';

const BOWL = {
  name: 'f',
  x: 2,
  y: 1,
  value: 5,
  gradient: [4, 2],
  pending: false,
  fault: undefined,
  variables: ['x', 'y'],
  ofOne: false,
  outside: false,
  empty: false,
  direction: null,
  corner: null,
} as const;

describe('the picture in a sentence', () => {
  it('says the value, the way up and how steep it is', () => {
    expect(pictureText(BOWL)).toBe(
      'f at (2, 1) is 5, rising fastest in the direction (4, 2), at 4.472 per unit.',
    );
  });

  it('says that the value is not known yet', () => {
    const unknown = {
      ...BOWL,
      value: Number.NaN,
      gradient: [Number.NaN, Number.NaN],
      pending: true,
    } as const;
    expect(pictureText(unknown)).toBe('f at (2, 1) is being computed.');
  });

  it('says how many gradients of batches agree with the whole', () => {
    const batches = { rows: 1, count: 48, agreeing: 30 };
    expect(pictureText({ ...BOWL, batches })).toMatch(
      /per unit\. Of 48 batches of 1 row, 30 agree with all rows on the way down\.$/,
    );
  });

  it.each([
    [0, 'rising at 4 per unit'],
    [180, 'falling at 4 per unit'],
    [(Math.atan2(4, -2) * 180) / Math.PI, 'level'],
  ])('says the slope in a direction of %f degrees', (direction, said) => {
    expect(pictureText({ ...BOWL, direction })).toMatch(
      new RegExp(`per unit; at an angle of .+°, ${said}\\.$`),
    );
  });

  it('says of a curve how it rises or falls, and where it is level', () => {
    const curve = { ...BOWL, ofOne: true, direction: 30 };
    expect(pictureText({ ...curve, gradient: [-4, 0] })).toBe('f at x = 2 is 5, falling at 4 per unit of x.');
    expect(pictureText({ ...curve, gradient: [0, 0] })).toBe(
      'f at x = 2 is 5, and level there: the slope is 0.',
    );
  });

  it('says why there is nothing to say', () => {
    const fault = 'undefined: log of a number that is not positive';
    expect(pictureText({ ...BOWL, value: Number.NaN, fault })).toBe(`f at (2, 1) is ${fault}.`);
  });

  it('says where nothing of the point or of f can be seen', () => {
    expect(pictureText({ ...BOWL, outside: true })).toMatch(
      /^f at \(2, 1\), outside the picture, is 5, rising fastest/,
    );
    const fault = 'undefined: square root of a negative number';
    expect(pictureText({ ...BOWL, value: Number.NaN, fault, empty: true })).toBe(
      `f has no value anywhere in the picture; at (2, 1) it is ${fault}.`,
    );
    expect(pictureText({ ...BOWL, outside: true, empty: true })).toMatch(/^f at \(2, 1\), outside/);
  });

  it('tells both slopes of a corner rather than that it is level', () => {
    const corner = { left: -1, right: 1 };
    const curve = { ...BOWL, x: 0, value: 0, ofOne: true, gradient: [0, 0] as [number, number], corner };
    expect(pictureText(curve)).toBe(
      'f at x = 0 is 0, at a corner: the slope is −1 on its left and 1 on its right.',
    );
  });
});
