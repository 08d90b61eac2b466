/** How a number becomes a place on the colour map, in the shader and on the colour bar alike. */
import type { GridSummary } from '../fields/gridRequest';
import { formatPower, linearTicks, logTicks, type Tick } from '../fields/ticks';
import type { SurfaceColor } from '../state/appState';
import { typicalSlope } from './arrowScale';
import type { PlotFrame } from './plotFrame';

/** Decades a difference is coloured over: an f32 gradient has seven digits. */
const DIFFERENCE_DECADES = 8;

/**
 * place = (transform(number) − low) / (high − low), clamped to [0, 1]. `kind` chooses the transform:
 * value: f, or log10 f on a logarithmic axis; steepness: asinh(|∇f| / typical), which is linear up to the typical
 * slope and logarithmic beyond, so that one pole does not darken everything else; difference: log10;
 * curvature: (a + b) / (|a + b| + |a − b|) of the eigenvalues a and b of the Hessian, which tells shapes apart by the same
 * numbers as the shape index (2/π)·atan((a + b) / |a − b|) of Koenderink and van Doorn (1992): 1 a round bowl, ½ a
 * trough, 0 an even saddle, −½ a ridge, −1 a round dome.
 */
export interface ColorScale {
  readonly kind: SurfaceColor;
  readonly low: number;
  readonly high: number;
  readonly typical: number;
  readonly ticks: readonly (Tick & { readonly place: number })[];
}

/** The end of each shape's range, and the middle of saddles. */
const SHAPE_TICKS = [
  { value: -1, label: 'dome' },
  { value: -0.5, label: 'ridge' },
  { value: 0, label: 'saddle' },
  { value: 0.5, label: 'trough' },
  { value: 1, label: 'bowl' },
] as const;

/** 'difference' falls back to 'value' where the answer has none, and 'curvature' where there are no second partials. */
export function colorScale(
  wanted: SurfaceColor,
  frame: PlotFrame,
  summary: GridSummary,
  tickCount: number,
  hasSecond: boolean,
): ColorScale {
  const kind = wanted === 'difference' && !summary.difference ? 'value' : wanted;
  if (kind === 'curvature' && hasSecond) {
    const ticks = SHAPE_TICKS.map((tick) => ({ ...tick, place: (tick.value + 1) / 2 }));
    return { kind, low: -1, high: 1, typical: 1, ticks };
  }
  if (kind === 'difference' && summary.difference)
    return differenceScale(summary.difference.largest, summary.difference.median);
  if (kind === 'steepness') return steepnessScale(frame, summary.steepest, tickCount);
  const low = frame.level(frame.low);
  const high = frame.level(frame.high);
  const ticks = frame
    .valueTicks(tickCount)
    .map((tick) => ({ ...tick, place: (frame.level(tick.value) - low) / (high - low) }));
  return { kind: 'value', low, high, typical: 1, ticks };
}

function steepnessScale(frame: PlotFrame, steepest: number, tickCount: number): ColorScale {
  const typical = typicalSlope(frame);
  const largest = steepest > 0 && Number.isFinite(steepest) ? steepest : typical;
  const high = Math.asinh(largest / typical);
  const values =
    largest > 50 * typical
      ? [{ value: 0, label: '0' }, ...logTicks(typical / 2, largest, tickCount - 1)]
      : linearTicks(0, largest, tickCount);
  const ticks = values.map((tick) => ({ ...tick, place: Math.asinh(tick.value / typical) / high }));
  return { kind: 'steepness', low: 0, high, typical, ticks };
}

function differenceScale(largest: number, median: number): ColorScale {
  const top = largest > 0 ? Math.ceil(Math.log10(largest) - 1e-9) : 0;
  const lowest = median > 0 ? Math.floor(Math.log10(median)) - 2 : top - DIFFERENCE_DECADES;
  const bottom = Math.max(top - DIFFERENCE_DECADES, Math.min(lowest, top - 2));
  const ticks = [];
  for (let power = bottom; power <= top; power += top - bottom > 5 ? 2 : 1) {
    ticks.push({
      value: 10 ** power,
      label: formatPower(10 ** power),
      place: (power - bottom) / (top - bottom),
    });
  }
  return { kind: 'difference', low: bottom, high: top, typical: 1, ticks };
}
