/** How far the plots of the bench reach. */
import type { ScatterPicture } from '../../charts/scatter/scatterPicture';
import type { Interval } from '../../fields/grid';

/** What every plot takes from the page. */
export type Look = Pick<ScatterPicture, 'theme' | 'selected'>;

/** Around the outermost points, in shares of their extent. */
const PADDING = 0.12;

/** Extents found before: columns never change, and are asked for theirs at every move of the point. */
const known = new WeakMap<Float64Array, Interval>();

export function extentOf(values: Float64Array): Interval {
  const found = known.get(values);
  if (found) return found;
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  known.set(values, [low, high]);
  return [low, high];
}

export function padded(values: Float64Array): Interval {
  const [low, high] = extentOf(values);
  const margin = PADDING * (high - low) || 1;
  return [low - margin, high + margin];
}
