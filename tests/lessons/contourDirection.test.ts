import { describe, expect, it } from 'vitest';
import { angleBetweenLines, contourDirection } from '../../src/app/course/contourDirection';

describe('the contour line through a point', () => {
  it('is found at a right angle to the gradient, without the gradient', () => {
    const f = (x: number, y: number): number => x * x * y + Math.sin(x) + y ** 3;
    const [x, y] = [1, 2];
    const gradient = [2 * x * y + Math.cos(x), x * x + 3 * y * y] as const;
    const uphill = Math.atan2(gradient[1], gradient[0]);
    // Any direction that climbs will do to begin with.
    for (const start of [uphill, uphill + 1, uphill - 1.2]) {
      const line = contourDirection(f, [x, y], start, 6e-4) ?? expect.fail();
      // The chord is central: off by O(radius²).
      expect(angleBetweenLines(gradient, line)).toBeCloseTo(90, 3);
    }
  });

  it('is none at a bottom, and none where f is undefined', () => {
    expect(contourDirection((x, y) => x * x + y * y, [0, 0], 0, 1e-3)).toBeNull();
    expect(contourDirection(() => Number.NaN, [0, 0], 0, 1e-3)).toBeNull();
  });
});
