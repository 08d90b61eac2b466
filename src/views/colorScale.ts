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
 * slope and logarithmic beyond, so that one pole does not darken everything else; difference: log10.
 */
export interface ColorScale {
  readonly kind: SurfaceColor;
  readonly low: number;
  readonly high: number;
  readonly typical: number;
  readonly ticks: readonly (Tick & { readonly place: number })[];
}

/** 'difference' falls back to 'value' where the answer has none. */
export function colorScale(
  wanted: SurfaceColor,
  frame: PlotFrame,
  summary: GridSummary,
  tickCount: number,
): ColorScale {
  const kind = wanted === 'difference' && !summary.difference ? 'value' : wanted;
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
