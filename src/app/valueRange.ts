/** What colour and height span: all values, or the bulk of them where a function shoots off at a pole. */

import type { Interval } from '../fields/grid';
import type { GridSummary } from '../fields/gridRequest';

export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** Samples along each side from which the bulk is judged. */
const SAMPLES = 48;
/** Shares of the samples that may be cut off below and above. */
const TRIMMED = 0.04;
/** The bulk is shown alone only where everything would span more than this many times as much. */
const OUTLYING = 4;
/** Room above and below the bulk, in parts of it. */
const MARGIN = 0.25;

/**
 * The range to show. `height` is f in f64; `singular` says whether f can shoot off at all: a steep but ordinary function is
 * always shown whole.
 */
export function valueRange(
  summary: GridSummary,
  singular: boolean,
  domainX: Interval,
  domainY: Interval,
  height: (x: number, y: number) => number,
): ValueRange {
  const { minimum, maximum } = summary;
  if (!(minimum <= maximum)) return { low: -1, high: 1 };
  const whole = padded(minimum, maximum);
  if (!singular) return whole;
  const values = sample(domainX, domainY, height);
  if (values.length === 0) return whole;
  const low = values[Math.floor(TRIMMED * (values.length - 1))] ?? minimum;
  const high = values[Math.ceil((1 - TRIMMED) * (values.length - 1))] ?? maximum;
  const bulk = high - low;
  if (!(bulk > 0) || maximum - minimum <= OUTLYING * bulk) return whole;
  return padded(Math.max(minimum, low - MARGIN * bulk), Math.min(maximum, high + MARGIN * bulk));
}

/** A constant function gets a range around it. */
function padded(low: number, high: number): ValueRange {
  const flat = high - low <= 1e-7 * Math.max(Math.abs(low), Math.abs(high));
  const margin = flat ? Math.max(Math.abs(low) * 0.1, 1) : 0;
  return { low: low - margin, high: high + margin };
}

/** Defined values at a lattice that avoids the middle and the corners, where poles like to stand; in rising order. */
function sample(
  [x0, x1]: Interval,
  [y0, y1]: Interval,
  height: (x: number, y: number) => number,
): Float64Array {
  const values: number[] = [];
  for (let j = 0; j < SAMPLES; j++) {
    for (let i = 0; i < SAMPLES; i++) {
      const value = height(x0 + ((i + 0.37) / SAMPLES) * (x1 - x0), y0 + ((j + 0.41) / SAMPLES) * (y1 - y0));
      if (Number.isFinite(value)) values.push(value);
    }
  }
  return Float64Array.from(values).sort();
}
