/** A path of R^n seen on a plane: where it lies on it, how far off it is, and how honest the picture is. */
import type { Plane } from '../../fields/slice';
import { dot, length, plus } from './vectors';

export interface Projection {
  /** Coordinates on the plane of the point of it nearest to each point of the path. */
  readonly s: Float64Array;
  readonly t: Float64Array;
  /** Distance of each point of the path from the plane, in the units of the weights. */
  readonly off: Float64Array;
}

/** The points of `path` projected at right angles onto `plane`, whose directions need not be orthogonal but span a plane. */
export function projectPath(path: readonly ArrayLike<number>[], { origin, u, v }: Plane): Projection {
  const [uu, uv, vv] = [dot(u, u), dot(u, v), dot(v, v)];
  const determinant = uu * vv - uv * uv;
  const result = {
    s: new Float64Array(path.length),
    t: new Float64Array(path.length),
    off: new Float64Array(path.length),
  };
  path.forEach((point, index) => {
    const from = plus(point, origin, -1);
    const [du, dv] = [dot(from, u), dot(from, v)];
    const s = (du * vv - dv * uv) / determinant;
    const t = (dv * uu - du * uv) / determinant;
    result.s[index] = s;
    result.t[index] = t;
    result.off[index] = length(plus(plus(from, u, -s), v, -t));
  });
  return result;
}

export interface Honesty {
  /** Share of the path's variance about its mean that the plane's directions hold; 1 for a path that does not move. */
  readonly explained: number;
  /** The largest |loss of the path − loss of the surface under it|, and at which point of the path. */
  readonly largestGap: number;
  readonly at: number;
}

/**
 * What the picture of `path` leaves out. `trueLosses` are those of the path's points, `surfaceLosses` those of their projections.
 */
export function honestyOf(
  path: readonly ArrayLike<number>[],
  plane: Plane,
  trueLosses: readonly number[],
  surfaceLosses: readonly number[],
): Honesty {
  const n = plane.origin.length;
  const sum = path.reduce<Float64Array>((all, point) => plus(all, point), new Float64Array(n));
  const mean = sum.map((value) => value / path.length);
  const { off } = projectPath(path, { ...plane, origin: mean });
  let total = 0;
  let missed = 0;
  path.forEach((point, index) => {
    const from = plus(point, mean, -1);
    total += dot(from, from);
    missed += (off[index] ?? 0) ** 2;
  });
  let largestGap = 0;
  let at = 0;
  trueLosses.forEach((loss, index) => {
    const gap = Math.abs(loss - (surfaceLosses[index] ?? Number.NaN));
    if (gap > largestGap) {
      largestGap = gap;
      at = index;
    }
  });
  return { explained: total === 0 ? 1 : 1 - missed / total, largestGap, at };
}
