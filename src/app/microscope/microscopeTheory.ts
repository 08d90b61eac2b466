/**
 * What numerical analysis says of a measured error against step size: truncation falls as a power of h, rounding grows as
 * 1/h, and the best h balances them. It reads curves; where they come from is in microscope.ts.
 */
import type { StepError } from '../../fields/microscopeView';

/**
 * A small error may be luck: rounding errors scatter over a decade or two, mostly downwards. So an error counts as no less
 * than the level of rounding: what two thirds of the samples of the decade below h stay under, once they are scaled as 1/h.
 */
const LEVEL_SAMPLES = 8;
const LEVEL_SHARE = 2 / 3;

/**
 * The step with the least error that is not luck, and that error. Among equals the largest step, where rounding has least to
 * say. Null where nothing is defined.
 */
export function bestStep(steps: Float64Array, errors: Float64Array): StepError | null {
  const amplitudes = errors.map((error, i) => error * (steps[i] ?? Number.NaN));
  let best: StepError | null = null;
  for (const [i, step] of steps.entries()) {
    const own = errors[i] ?? Number.NaN;
    if (!Number.isFinite(own)) continue;
    const level = quantile(amplitudes.slice(Math.max(0, i - LEVEL_SAMPLES), i + 1), LEVEL_SHARE) / step;
    const error = Math.max(own, level);
    if (best === null || error <= best.error) best = { step, error };
  }
  return best;
}

/** A local slope this close to the order of the method is that of its leading term. */
const SLOPE_TOLERANCE = 0.1;
/** Errors are read where truncation stands this far above what rounding may amount to. */
const ABOVE_ROUNDING = 10;
/** Fewer samples than this on a slope may be chance. */
const FEWEST_SAMPLES = 4;

/**
 * The c of the truncation error c·h^order, read off `errors` where they follow that power: the leftmost such stretch, as the
 * leading term rules for small h. Null where there is none: the derivative in the leading term vanishes, or rounding hides it.
 * `rounding` is the r of the rounding error r/h.
 */
export function truncationCoefficient(
  steps: Float64Array,
  errors: Float64Array,
  order: number,
  rounding: number,
): number | null {
  let run: number[] = [];
  for (const [i, step] of steps.entries()) {
    const error = errors[i] ?? Number.NaN;
    const follows =
      error * step > ABOVE_ROUNDING * rounding &&
      Math.abs(localSlope(steps, errors, i) - order) <= SLOPE_TOLERANCE;
    if (follows) run.push(error / step ** order);
    else if (run.length >= FEWEST_SAMPLES) break;
    else run = [];
  }
  if (run.length < FEWEST_SAMPLES) return null;
  return quantile(Float64Array.from(run.slice(0, Math.ceil(run.length / 2))), 1 / 2);
}

/** d log(error) / d log(h) around sample `i`, NaN at the ends. */
export function localSlope(steps: Float64Array, errors: Float64Array, i: number): number {
  const [left, right] = [i - 2, i + 2];
  const rise = Math.log((errors[right] ?? Number.NaN) / (errors[left] ?? Number.NaN));
  return rise / Math.log((steps[right] ?? Number.NaN) / (steps[left] ?? Number.NaN));
}

/** Where c·h^order + r/h is least: h = (r / (order·c))^(1 / (order + 1)). */
export function balance(order: number, coefficient: number, rounding: number): StepError {
  const step = (rounding / (order * coefficient)) ** (1 / (order + 1));
  return { step, error: coefficient * step ** order + rounding / step };
}

/** The defined one among `values` that this share of them does not exceed. */
function quantile(values: Float64Array, share: number): number {
  const sorted = values.filter(Number.isFinite).sort();
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}
