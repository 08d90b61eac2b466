/** How far the plots of the bench reach. */
import type { ScatterPicture } from '../../charts/scatter/scatterPicture';
import type { Interval } from '../../fields/grid';

/** What every plot takes from the page. */
export type Look = Pick<ScatterPicture, 'theme' | 'selected'>;

/** Around the outermost points, in shares of their extent. */
const PADDING = 0.12;

export function extentOf(values: Float64Array): Interval {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return [low, high];
}

export function padded(values: Float64Array): Interval {
  const [low, high] = extentOf(values);
  const margin = PADDING * (high - low) || 1;
  return [low - margin, high + margin];
}
