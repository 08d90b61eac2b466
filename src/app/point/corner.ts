/** Corners of a curve: places where it goes on with another slope, and so has none there. Found by slopes, in f64. */

import type { Interval } from '../../fields/grid';
import type { Steps } from '../../fields/steps';
import { type InSteps, jumps } from './jumps';

/** The slopes on both sides. */
export interface Corner {
  readonly left: number;
  readonly right: number;
}

/** How far from the place the sides are looked at first, as a share of the domain: f64 tells them apart, and the eye does not. */
const SIDE_SHARE = 2 ** -20;
/** Then so much nearer: the difference of a smooth curve's slopes shrinks as much, that of a corner's stays. */
const NEARER = 16;
const KEPT = 0.5;
/** Differences below this share of the slopes are rounding. */
const ROUNDING = 1e-6;

/** The slopes beside `at`, where they disagree however near they are taken; null where they do not, or are undefined. */
export function* cornerOf(slope: InSteps, at: number, [low, high]: Interval): Steps<Corner | null> {
  function* sides(distance: number): Steps<Corner> {
    return { left: yield* slope(at - distance), right: yield* slope(at + distance) };
  }
  const side = SIDE_SHARE * (high - low);
  const [far, near] = [yield* sides(side), yield* sides(side / NEARER)];
  const difference = ({ left, right }: Corner): number => Math.abs(right - left);
  const size = Math.max(Math.abs(near.left), Math.abs(near.right));
  const isCorner = difference(near) > Math.max(KEPT * difference(far), ROUNDING * size);
  return isCorner && Number.isFinite(difference(near)) ? near : null;
}

/** A difference of neighbouring slopes this many times those beside it may be a jump. */
const OUTSTANDING = 8;

/** A copy of `slopes`, given at `coordinates`, with NaN where they jump between one and the next. */
export function* cutAtCorners(
  coordinates: Float64Array,
  slopes: Float64Array,
  slope: InSteps,
): Steps<Float64Array> {
  const cut = slopes.slice();
  const step = (k: number): number => Math.abs((slopes[k + 1] ?? Number.NaN) - (slopes[k] ?? Number.NaN));
  for (let k = 1; k + 2 < slopes.length; k++) {
    // A corner that a sample hits has steps on both of its sides.
    const beside = Math.max(Math.min(step(k - 2), step(k - 1)), Math.min(step(k + 1), step(k + 2)));
    if (!(step(k) > OUTSTANDING * beside)) continue;
    const [a = 0, b = 0, fa = 0, fb = 0] = [coordinates[k], coordinates[k + 1], slopes[k], slopes[k + 1]];
    if (yield* jumps(a, b, fa, fb, slope)) cut[k] = Number.NaN;
  }
  return cut;
}
