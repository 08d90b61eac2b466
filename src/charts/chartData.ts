/** Prepares numbers for drawing: gaps for what is undefined, the kind of axis, the range a curve deserves. */

/** A drawn value; null is a gap. */
export type Sample = number | null;

/** NaN and infinities become gaps. */
export function withGaps(values: ArrayLike<number>): Sample[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}

/** A logarithmic axis shows more than a linear one from this ratio on. */
const LOG_RATIO = 100;

/** True where all defined values are positive and span more than two decades. */
export function prefersLogAxis(values: ArrayLike<number>): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    if (value <= 0) return false;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high / low > LOG_RATIO;
}

/** Share of a curve's height left free above and below it. */
const MARGIN = 0.08;

/** Range of an axis that shows all defined `values` with a margin; a flat curve is put in the middle. */
export function paddedRange(values: ArrayLike<number>): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const flat = high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high));
  const margin = flat ? Math.max(Math.abs(low) * 0.5, 0.5) : (high - low) * MARGIN;
  return [low - margin, high + margin];
}

/** Shares of a curve that may leave the frame, and how much taller than the rest it must be to do so. */
const TRIMMED = 0.03;
const OUTLYING = 4;

/** As `paddedRange`, but of the bulk of a curve that shoots off at a pole. */
export function bulkRange(values: ArrayLike<number>): [low: number, high: number] {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  const bulk = at(1 - TRIMMED) - at(TRIMMED);
  const outlying = at(1) - at(0) > OUTLYING * bulk && bulk > 0;
  return paddedRange(outlying ? [at(TRIMMED) - bulk / 4, at(1 - TRIMMED) + bulk / 4] : sorted);
}

/** Whole decades that hold all positive `values`. */
export function decadeRange(values: ArrayLike<number>): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value) || value <= 0) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high === 0) return [0.1, 10];
  const bottom = Math.floor(Math.log10(low));
  const top = Math.ceil(Math.log10(high));
  return [10 ** bottom, 10 ** Math.max(top, bottom + 1)];
}

/** The part of the tangent through (at, value) that lies within [low, high], as samples at `coordinates`. */
export function tangentSamples(
  coordinates: ArrayLike<number>,
  at: number,
  value: number,
  slope: number,
  [low, high]: readonly [number, number],
): Sample[] {
  return Array.from(coordinates, (coordinate) => {
    const tangent = value + slope * (coordinate - at);
    return tangent >= low && tangent <= high ? tangent : null;
  });
}
