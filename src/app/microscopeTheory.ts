/**
 * What numerical analysis says of a measured error against step size: truncation falls as a power of h, rounding grows as
 * 1/h, and the best h balances them. It reads curves; where they come from is in microscope.ts.
 */

/** A step and the error there. */
export interface StepError {
  readonly step: number;
  readonly error: number;
}

/** Samples on either side whose median stands for a sample: rounding errors scatter over a decade or two, mostly downwards. */
const HALF_WINDOW = 3;

/**
 * The step with the least typical error, and that error: the median of its neighbourhood, since a single small error is
 * luck. Among equals the largest step, where rounding has least to say. Null where nothing is defined.
 */
export function bestStep(steps: Float64Array, errors: Float64Array): StepError | null {
  let best: StepError | null = null;
  for (const [i, step] of steps.entries()) {
    if (!Number.isFinite(errors[i])) continue;
    const error = median(errors.slice(Math.max(0, i - HALF_WINDOW), i + HALF_WINDOW + 1));
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
  return median(Float64Array.from(run.slice(0, Math.ceil(run.length / 2))));
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

/** Of the defined ones among `values`. */
function median(values: Float64Array): number {
  const sorted = values.filter(Number.isFinite).sort();
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle - 1)] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}
