/** Positions of a slider, whole numbers from 0 to `count`, and the values they stand for. */

export interface SliderRange {
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
  /** Distance of neighbouring values on a linear scale; a 200th of the range where absent. */
  readonly step?: number;
  /** Whole numbers only. */
  readonly whole?: boolean;
}

export interface SliderScale {
  readonly count: number;
  toValue(position: number): number;
  toPosition(value: number): number;
}

/** A screen shows no finer positions on a slider as wide as the panel. */
const LINEAR_POSITIONS = 200;
/** Each position is 12 % more than the one before, and powers of ten are among them. */
const POSITIONS_PER_DECADE = 20;
/** Values between powers of ten are rounded to these digits, so that nobody reads 0.0010023. */
const LOG_DIGITS = 2;
/** Bounds the memory of nothing, only the patience of arrow keys and the rounding of positions. */
const MOST_POSITIONS = 10_000;

export function sliderScale(range: SliderRange): SliderScale {
  return range.scale === 'log' && range.min > 0 ? logScale(range) : linearScale(range);
}

function linearScale({ min, max, step, whole }: SliderRange): SliderScale {
  const wanted = step ?? (whole ? 1 : (max - min) / LINEAR_POSITIONS);
  const count = Math.min(MOST_POSITIONS, Math.max(1, Math.round((max - min) / wanted)));
  const size = count === MOST_POSITIONS ? (max - min) / count : wanted;
  return {
    count,
    // The last position is the end of the range, even where the step does not divide it.
    toValue: (position) => (position >= count ? max : tidy(Math.min(max, min + position * size), size)),
    toPosition: (value) => clamp(Math.round((value - min) / size), count),
  };
}

function logScale({ min, max, whole }: SliderRange): SliderScale {
  const decades = Math.log10(max / min);
  const count = Math.max(1, Math.round(decades * POSITIONS_PER_DECADE));
  const perPosition = decades / count;
  return {
    count,
    toValue: (position) => {
      if (position <= 0) return min;
      if (position >= count) return max;
      const exact = min * 10 ** (position * perPosition);
      const rounded = whole ? Math.round(exact) : Number(exact.toPrecision(LOG_DIGITS));
      return Math.min(max, Math.max(min, rounded));
    },
    toPosition: (value) => clamp(Math.round(Math.log10(Math.max(value, min) / min) / perPosition), count),
  };
}

/** Removes the rounding of `min + position·step`: 0.30000000000000004 becomes 0.3. */
function tidy(value: number, step: number): number {
  const decimals = Math.min(15, Math.max(0, 3 - Math.floor(Math.log10(step))));
  return Number(value.toFixed(decimals));
}

function clamp(position: number, count: number): number {
  return Math.min(count, Math.max(0, position));
}
