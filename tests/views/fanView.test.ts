// Arrows of a fan: where they begin and end in space.

import { describe, expect, it } from 'vitest';
import { arrowSegments } from '../../src/views/fanView';

const FLOATS = 18;

describe('an arrow of a fan', () => {
  it('leads from the point along its displacement, with a head whose sides meet at the tip', () => {
    const segments = arrowSegments([0.3, -0.4], [0.1, 0.2, 0.5], () => 0);
    expect(segments).toHaveLength(FLOATS);
    expect(segments.slice(0, 3)).toEqual([0.1, 0.2, 0.5]);
    for (const end of [3, 9, 15]) {
      expect(segments[end]).toBeCloseTo(0.4, 12);
      expect(segments[end + 1]).toBeCloseTo(-0.2, 12);
      expect(segments[end + 2]).toBe(0.5);
    }
    const side = (start: number) =>
      [0, 1].map((axis) => (segments[start + axis] ?? 0) - (segments[3 + axis] ?? 0));
    const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [side(6), side(12)];
    expect(Math.hypot(ax, ay)).toBeCloseTo(Math.hypot(bx, by), 12);
    // Both point back.
    expect(ax * 0.3 - ay * 0.4).toBeLessThan(0);
    expect(bx * 0.3 - by * 0.4).toBeLessThan(0);
  });

  it('lies in the tangent plane, as long in space as it is in the plane of the picture', () => {
    const rise = ([dx, dy]: readonly [number, number]) => 2 * dx - dy;
    const segments = arrowSegments([0.3, -0.4], [0, 0, 0], rise);
    for (let at = 0; at < FLOATS; at += 3) {
      const [x = 0, y = 0, z = 0] = segments.slice(at, at + 3);
      expect(z).toBeCloseTo(2 * x - y, 12);
    }
    expect(Math.hypot(...segments.slice(3, 6))).toBeCloseTo(0.5, 12);
  });

  it('is nothing where there is no gradient', () => {
    expect(arrowSegments([0, 0], [0, 0, 0], () => 0)).toEqual([]);
  });
});
