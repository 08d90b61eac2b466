/** Where a function of one coordinate jumps between two samples, so that no curve is to bridge them. Found by its values, in f64. */
import type { Steps } from '../../fields/steps';

/** A function that may take steps. */
export type InSteps = (at: number) => Steps<number>;

/** Differences between neighbours below this share of the largest are no jumps worth looking for. */
const JUMP_SHARE = 1e-3;
/** Halvings of the stretch between two samples: 2^-30 of it is as good as none. */
const JUMP_HALVINGS = 30;
/** A continuous function's difference shrinks with the stretch; a jump keeps at least this share of it. */
const JUMP_KEPT = 0.25;

/** A copy of `values` with NaN where f jumps between a sample and the next. */
export function* cutAtJumps(
  coordinates: Float64Array,
  values: Float64Array,
  f: InSteps,
): Steps<Float64Array> {
  const cut = values.slice();
  const finite = values.filter(Number.isFinite);
  const reach = finite.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  for (let i = 0; i + 1 < values.length; i++) {
    const [a = 0, b = 0] = [coordinates[i], coordinates[i + 1]];
    const [fa = Number.NaN, fb = Number.NaN] = [values[i], values[i + 1]];
    if (Math.abs(fb - fa) > JUMP_SHARE * reach && (yield* jumps(a, b, fa, fb, f))) cut[i] = Number.NaN;
  }
  return cut;
}

/** Whether f jumps between a and b: follows the half with the larger difference. */
export function* jumps(a: number, b: number, fa: number, fb: number, f: InSteps): Steps<boolean> {
  const whole = Math.abs(fb - fa);
  let [low, high, fLow, fHigh] = [a, b, fa, fb];
  for (let halving = 0; halving < JUMP_HALVINGS; halving++) {
    const middle = (low + high) / 2;
    const value = yield* f(middle);
    if (!Number.isFinite(value)) return true;
    if (Math.abs(value - fLow) >= Math.abs(fHigh - value)) [high, fHigh] = [middle, value];
    else [low, fLow] = [middle, value];
  }
  return Math.abs(fHigh - fLow) > JUMP_KEPT * whole;
}
