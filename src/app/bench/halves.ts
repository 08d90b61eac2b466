/** A prediction over two columns against a target on either side of a level: shading, the line between, and the points' sides. */
import { levelLine } from '../../charts/scatter/levelLine';
import type { ScatterCurve, ScatterPicture } from '../../charts/scatter/scatterPicture';
import { type Interval, sampleCoordinates } from '../../fields/grid';
import { formatNumber } from '../../ui/format';
import { extentOf } from './plotExtent';

/** Along each side of the plot. */
export const SHADING_SAMPLES = 49;
const HALF = 0.5;

export interface HalvesRequest {
  readonly x: Interval;
  readonly y: Interval;
  readonly targets: Float64Array;
  /** What the target is called. */
  readonly target: string;
  /** What its classes are called, where it is 0 or 1; undefined where it is a number. */
  readonly classes?: readonly string[] | undefined;
  /** At `plotSamples` of x and y. */
  readonly predictions: ArrayLike<number>;
}

export type Halves = Pick<ScatterPicture, 'shading' | 'curves' | 'groupNames'> & {
  /** Number of each point's group. */
  readonly groups: ArrayLike<number>;
};

/** Classes part at ½; a number half-way between its extremes, shaded from the least to the most. */
export function halvesOf({ x, y, targets, target, classes, predictions }: HalvesRequest): Halves {
  const [low, high] = extentOf(targets);
  const level = classes ? HALF : (low + high) / 2;
  const share = (value: number) => HALF + (value - level) / (classes ? 1 : high - low || 1);
  const shading = {
    nx: SHADING_SAMPLES,
    ny: SHADING_SAMPLES,
    values: Float64Array.from(predictions, (value) => Math.min(1, Math.max(0, share(value)))),
  };
  const shown = formatNumber(level, 3);
  const line: ScatterCurve = {
    role: 'boundary',
    label: classes ? 'p = ½' : `p = ${shown}`,
    path: levelLine(shading, x, y, HALF),
  };
  return {
    shading,
    curves: [line],
    groups: sidesOf(targets, level),
    groupNames: classes ?? [`${target} < ${shown}`, `${target} ≥ ${shown}`],
  };
}

/** Sides found last of a column, which never changes, and whose level is asked for at every move of the point. */
const known = new WeakMap<Float64Array, { readonly level: number; readonly sides: Uint8Array }>();

/** 1 where a target is at the level or above, else 0. */
function sidesOf(targets: Float64Array, level: number): Uint8Array {
  const found = known.get(targets);
  if (found?.level === level) return found.sides;
  const sides = Uint8Array.from(targets, (value) => (value >= level ? 1 : 0));
  known.set(targets, { level, sides });
  return sides;
}

/** Where the plot over x and y is sampled for its shading, x fastest. */
export function plotSamples(
  x: Interval,
  y: Interval,
): { readonly us: Float64Array; readonly vs: Float64Array } {
  const samplesOver = (interval: Interval) => Array.from(sampleCoordinates(interval, SHADING_SAMPLES));
  const [along, up] = [samplesOver(x), samplesOver(y)];
  return {
    us: Float64Array.from(up.flatMap(() => along)),
    vs: Float64Array.from(up.flatMap((v) => along.map(() => v))),
  };
}
