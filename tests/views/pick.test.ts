import { describe, expect, it } from 'vitest';
import { pickFloor, pickPlane, pickSurface, type Ray } from '../../src/views/pick';
import { PlotFrame } from '../../src/views/plotFrame';

const frame = new PlotFrame({ x: [-2, 2], y: [-2, 2], range: { low: 0, high: 8 }, scale: 'fit', factor: 1 });
const bowl = (x: number, y: number): number => x * x + y * y;

function rayTowards(
  x: number,
  y: number,
  z: number,
  origin: readonly [number, number, number] = [3, -5, 4],
): Ray {
  return { origin, direction: [x - origin[0], y - origin[1], z - origin[2]] };
}

describe('picking the surface', () => {
  it('finds the place a ray was aimed at', () => {
    const [x, y] = [-0.7, 1.1];
    const found = pickSurface(
      rayTowards(frame.worldX(x), frame.worldY(y), frame.worldZ(bowl(x, y))),
      frame,
      bowl,
    );
    expect(found?.x).toBeCloseTo(x, 9);
    expect(found?.y).toBeCloseTo(y, 9);
  });

  it('finds it straight from above', () => {
    const ray: Ray = { origin: [0.25, -0.5, 9], direction: [0, 0, -1] };
    expect(pickSurface(ray, frame, bowl)).toEqual({ x: 0.5, y: -1 });
  });

  it('finds the nearer of two crossings', () => {
    const ray: Ray = { origin: [-5, 0, frame.worldZ(2)], direction: [1, 0, 0] };
    expect(pickSurface(ray, frame, bowl)?.x).toBeCloseTo(-Math.SQRT2, 9);
  });

  it('passes through the jump of a pole', () => {
    const pole = (x: number): number => 4 + 1 / x;
    const ray: Ray = { origin: [-5, 0, frame.worldZ(4)], direction: [1, 0, 0] };
    expect(pickSurface(ray, frame, pole)).toBeNull();
  });

  it('passes through a jump of a step', () => {
    const step = (x: number): number => (x < 0.3 ? 1 : 7);
    const ray: Ray = { origin: [-5, 0, frame.worldZ(4)], direction: [1, 0, 0] };
    expect(pickSurface(ray, frame, step)).toBeNull();
  });

  it('passes through holes', () => {
    const holed = (x: number, y: number): number => (x < 0 ? Number.NaN : bowl(x, y));
    const ray: Ray = { origin: [-5, 0, frame.worldZ(2)], direction: [1, 0, 0] };
    expect(pickSurface(ray, frame, holed)?.x).toBeCloseTo(Math.SQRT2, 9);
  });

  it('misses beside the box', () => {
    expect(pickSurface({ origin: [5, 5, 0], direction: [0, 0, -1] }, frame, bowl)).toBeNull();
  });
});

describe('picking planes', () => {
  it('moves places outside of the domain to its nearest edge', () => {
    expect(pickPlane({ origin: [5, 0.5, 3], direction: [0, 0, -1] }, frame, 0)).toEqual({ x: 2, y: 1 });
  });

  it('finds nothing behind the eye', () => {
    expect(pickPlane({ origin: [0, 0, 3], direction: [0, 0, 1] }, frame, 0)).toBeNull();
  });

  it('finds the floor only inside of the domain', () => {
    expect(pickFloor({ origin: [0.5, 0, 3], direction: [0, 0, -1] }, frame)).toEqual({ x: 1, y: 0 });
    expect(pickFloor({ origin: [1.5, 0, 3], direction: [0, 0, -1] }, frame)).toBeNull();
  });
});
