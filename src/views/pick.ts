/** Where a ray meets the drawn surface: marched in world units on the CPU with the f64 function, no readback. */
import type { PlotFrame } from './plotFrame';

export type Vector = readonly [x: number, y: number, z: number];

export interface Ray {
  readonly origin: Vector;
  readonly direction: Vector;
}

export interface DomainPoint {
  readonly x: number;
  readonly y: number;
}

/** f in f64, NaN where it is not defined. */
export type HeightFunction = (x: number, y: number) => number;

/** One step is at most 1/150 of the box's diagonal: ridges narrower than that can be shot through. */
const MARCH_STEPS = 400;
/** Halvings until the bracket is below 1e-13 of a step: all that doubles hold. */
const BISECTIONS = 44;
/** After the bisection ray and surface must be this close (world units), else the bracket holds a jump. */
const CONTACT_WORLD = 1e-3;

/** The first point of the drawn surface along `ray`, or null where it meets none. */
export function pickSurface(ray: Ray, frame: PlotFrame, height: HeightFunction): DomainPoint | null {
  const span = clipToBox(ray, frame);
  if (!span) return null;
  /** Height of the ray above the surface. */
  const clearance = (s: number): number => {
    const x = frame.domainX(ray.origin[0] + s * ray.direction[0]);
    const y = frame.domainY(ray.origin[1] + s * ray.direction[1]);
    return ray.origin[2] + s * ray.direction[2] - frame.worldZ(height(x, y));
  };
  const [from, to] = span;
  let before = from;
  let clearanceBefore = clearance(before);
  for (let step = 1; step <= MARCH_STEPS; step++) {
    const after = from + ((to - from) * step) / MARCH_STEPS;
    const clearanceAfter = clearance(after);
    // Comparisons with NaN are false: gaps are marched over.
    if (clearanceBefore * clearanceAfter <= 0) {
      const s = bisect(clearance, before, clearanceBefore, after);
      if (Math.abs(clearance(s)) < CONTACT_WORLD) return pointAt(ray, frame, s);
    }
    before = after;
    clearanceBefore = clearanceAfter;
  }
  return null;
}

/** Where `ray` meets the horizontal plane at `z`, moved to the nearest place of the domain; null where it never does. */
export function pickPlane(ray: Ray, frame: PlotFrame, z: number): DomainPoint | null {
  const s = (z - ray.origin[2]) / ray.direction[2];
  if (!Number.isFinite(s) || s <= 0) return null;
  const clamp = (value: number): number => Math.min(1, Math.max(-1, value));
  return {
    x: frame.domainX(clamp(ray.origin[0] + s * ray.direction[0])),
    y: frame.domainY(clamp(ray.origin[1] + s * ray.direction[1])),
  };
}

/** Where `ray` meets the floor inside of the domain, or null. */
export function pickFloor(ray: Ray, frame: PlotFrame): DomainPoint | null {
  const s = (frame.floorZ - ray.origin[2]) / ray.direction[2];
  if (!Number.isFinite(s) || s <= 0) return null;
  const inside = [0, 1].every(
    (axis) => Math.abs((ray.origin[axis] ?? 0) + s * (ray.direction[axis] ?? 0)) <= 1,
  );
  return inside ? pointAt(ray, frame, s) : null;
}

function bisect(f: (s: number) => number, low: number, fLow: number, high: number): number {
  let a = low;
  let b = high;
  let fa = fLow;
  for (let halving = 0; halving < BISECTIONS; halving++) {
    const middle = (a + b) / 2;
    const fm = f(middle);
    if (Number.isNaN(fm)) return middle;
    if (fa * fm <= 0) {
      b = middle;
    } else {
      a = middle;
      fa = fm;
    }
  }
  return Math.abs(f(a)) < Math.abs(f(b)) ? a : b;
}

function pointAt(ray: Ray, frame: PlotFrame, s: number): DomainPoint {
  return {
    x: frame.domainX(ray.origin[0] + s * ray.direction[0]),
    y: frame.domainY(ray.origin[1] + s * ray.direction[1]),
  };
}

/** The stretch of `ray` inside of the slab the surface lives in. */
function clipToBox(ray: Ray, frame: PlotFrame): readonly [number, number] | null {
  const low = [-1, -1, frame.lowZ - CONTACT_WORLD];
  const high = [1, 1, frame.topZ + CONTACT_WORLD];
  let from = 0;
  let to = Number.POSITIVE_INFINITY;
  for (let axis = 0; axis < 3; axis++) {
    const origin = ray.origin[axis] ?? 0;
    const direction = ray.direction[axis] ?? 0;
    const [a, b] = [((low[axis] ?? 0) - origin) / direction, ((high[axis] ?? 0) - origin) / direction];
    if (direction === 0) {
      if (origin < (low[axis] ?? 0) || origin > (high[axis] ?? 0)) return null;
      continue;
    }
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from < to && Number.isFinite(to) ? [from, to] : null;
}
